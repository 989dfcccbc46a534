// `sizes.mjs FOLDER BUILD` prints what the browser has to load for each page, as brotli, from the folder of the site's
// scripts and styles, and fails when it is more than it may be in that build (release or ci, see build.sh). The document
// and its icons come on top: some kilobytes, counted in end2end/specs/weight.spec.ts.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const [folder, build] = process.argv.slice(2);
// In bytes: of the agent's desktop, and of any other page on top of that. What is built without the costly optimisation
// is larger, and by how much changes with every build: the compiler shares it out among its workers.
const limits = {
  release: { desktop: 320_000, page: 60_000 },
  ci: { desktop: 370_000, page: 80_000 },
}[build];

const names = readdirSync(folder);
const named = (beginning, ending) => names.find((name) => name.startsWith(beginning) && name.endsWith(ending));
const packed = (name) => (name ? brotliCompressSync(readFileSync(join(folder, name))).length : 0);
const sum = (files) => files.reduce((bytes, file) => bytes + packed(file), 0);
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const list = named("__wasm_split_manifest.", ".json");
const chunks = list ? JSON.parse(readFileSync(join(folder, list), "utf8")) : {};
const files = (chunk) => chunks[chunk] ?? [];
const languages = ["english", "spanish"];

const script = [named("deskbell.", ".js"), named("__wasm_split.", ".js")];
const rest = [named("deskbell.", ".wasm"), named("deskbell.", ".css")];
const desktop = (language) => [...script, ...rest, ...files(language)];

const lines = [];
const line = (page, bytes, limit) => {
  const isMuch = bytes > limit;
  if (isMuch) process.exitCode = 1;
  const much = isMuch ? `: too much, ${kilobytes(limit)} is the limit` : "";
  lines.push(`    ${page.padEnd(34)} ${kilobytes(bytes).padStart(9)}${much}`);
};
for (const language of languages) line(`the desktop in ${language}`, sum(desktop(language)), limits.desktop);
for (const page of Object.keys(chunks).filter((chunk) => !languages.includes(chunk)).sort()) {
  line(`${page}, on top`, sum(files(page)), limits.page);
}
console.log(lines.join("\n"));
