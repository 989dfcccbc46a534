// `packs.mjs FOLDER` makes of the two dozen files that each chunk is split into one, in the folder of the site's scripts:
// a page then asks once instead of two dozen times, and what is alike in them is compressed together. What several chunks
// share is in each of their packs; loaded twice, it is begun once.
//
// cargo-leptos leaves: a list of the files of each chunk, and a loader that fetches them one by one.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const folder = process.argv[2];
const names = readdirSync(folder);
const named = (beginning, ending) => names.find((name) => name.startsWith(beginning) && name.endsWith(ending));
const list = named('__wasm_split_manifest.', '.json');
const loader = named('__wasm_split.', '.js');
const chunks = JSON.parse(readFileSync(join(folder, list), 'utf8'));

const packs = {};
for (const [chunk, files] of Object.entries(chunks)) {
  const pieces = files.map((file) => [file, readFileSync(join(folder, `${file}.wasm`))]);
  const places = {};
  let end = 0;
  for (const [file, bytes] of pieces) places[withoutHash(file)] = [end, (end += bytes.length)];
  const whole = Buffer.concat(pieces.map(([, bytes]) => bytes));
  const hash = createHash('sha256').update(whole).digest('base64url').slice(0, 22);
  packs[chunk] = [`split_${chunk}.${hash}.pack`, places];
  write(packs[chunk][0], whole);
}
writeFileSync(join(folder, list), JSON.stringify(Object.fromEntries(Object.entries(packs).map(([chunk, [file]]) => [chunk, [file]]))));
write(loader, Buffer.from(fromPacks(readFileSync(join(folder, loader), 'utf8'))));
for (const name of names) if (/^(chunk|split)_/.test(name)) rmSync(join(folder, name));

function withoutHash(file) {
  return file.split('.')[0];
}

/** The loader, which now takes each piece out of a pack. */
function fromPacks(script) {
  let pieces = 0;
  let loads = 0;
  const changed = script
    .replace(/^ *(\/\/.*|\/\*.*\*\/)\n/gm, '')
    .replace(/fetch\(new URL\("\.\/([^."]+)\.[^"]*", import\.meta\.url\)\)/g, (_, file) => `piece(${(pieces += 1, JSON.stringify(file))})`)
    .replace(/(export const __wasm_split_load_(\w+) = wrapAsyncCb\()makeLoad\(/g, (_, begins, chunk) => `${begins}makeLoadOf(${(loads += 1, JSON.stringify(chunk))}, `);
  const files = new Set(Object.values(chunks).flat());
  if (pieces !== files.size || loads !== Object.keys(chunks).length) {
    throw new Error('The loader of cargo-leptos is another one than packs.mjs knows.');
  }
  return `const PACKS = ${JSON.stringify(packs)};
const opened = new Map();
function open(chunk) {
    if (opened.has(chunk)) return;
    const [file] = PACKS[chunk];
    const coming = fetch(new URL("./" + file, import.meta.url)).then((answer) => {
        if (!answer.ok) throw new Error(file + ": " + answer.status);
        return answer.arrayBuffer();
    });
    coming.catch(() => opened.delete(chunk));
    opened.set(chunk, coming);
}
async function piece(file) {
    for (const [chunk, coming] of opened) {
        const place = PACKS[chunk][1][file];
        if (!place) continue;
        const bytes = (await coming).slice(...place);
        return new Response(bytes, { headers: { "content-type": "application/wasm" } });
    }
    throw new Error("no pack has " + file);
}
function makeLoadOf(chunk, ...rest) {
    const load = makeLoad(...rest);
    return () => {
        open(chunk);
        return load();
    };
}
${changed}`;
}

function write(name, bytes) {
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(join(folder, name), bytes);
  writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params: quality }));
  writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
}
