// Prints what a browser has to load, plain and as brotli, for the folder of the site's scripts and styles.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const folder = process.argv[2];
const kinds = { wasm: 0, js: 0, css: 0 };
const budget = 300_000; // WebAssembly and JavaScript of the agent's desktop together, as brotli

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

for (const name of readdirSync(folder, { recursive: true }).sort()) {
  const kind = name.split(".").at(-1);
  if (!(kind in kinds)) continue;
  const plain = readFileSync(join(folder, name));
  const packed = brotliCompressSync(plain, {
    params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
  });
  kinds[kind] += packed.length;
  console.log(`    ${kind.padEnd(4)} ${kilobytes(plain.length).padStart(10)}, as brotli ${kilobytes(packed.length).padStart(9)}`);
}
console.log(`    wasm and js together: ${kilobytes(kinds.wasm + kinds.js)} as brotli (goal for a release: ${kilobytes(budget)})`);
