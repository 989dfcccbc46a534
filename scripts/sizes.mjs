// Prints what a browser has to load, plain and as brotli, from the folder of the site's scripts and styles.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const folder = process.argv[2];
const goal = 300_000; // WebAssembly and JavaScript of the agent's desktop together, as brotli

const sizes = { wasm: [0, 0], js: [0, 0], css: [0, 0] };
for (const name of readdirSync(folder, { recursive: true })) {
  const size = sizes[name.split(".").at(-1)];
  if (!size) continue;
  const content = readFileSync(join(folder, name));
  size[0] += content.length;
  size[1] += brotliCompressSync(content).length;
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
for (const [kind, [plain, packed]] of Object.entries(sizes)) {
  console.log(`    ${kind.padEnd(4)} ${kilobytes(plain).padStart(10)}, as brotli ${kilobytes(packed).padStart(8)}`);
}
console.log(`    wasm and js: ${kilobytes(sizes.wasm[1] + sizes.js[1])} as brotli; a release should stay under ${kilobytes(goal)}`);
