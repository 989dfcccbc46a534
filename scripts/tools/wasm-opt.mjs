// Stands before the real wasm-opt, which it calls: `wasm-opt FLAGS FILE -o FILE`, as cargo-leptos does. It first takes
// out of the file what the compiler had to keep because its address is taken, though nobody ever calls it.
//
// Then the file is made as small as it can be once it is compressed, which is how it is loaded: what makes it smaller
// raw often makes it larger then. Measured on the desktop, raw and as brotli, in kB: `-Oz` 1300 and 341, without inlining
// 1083 and 289, `-Os` without inlining and with alike functions side by side 1165 and 281.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const SMALL = ['-Os', '--skip-pass=inlining-optimizing', '--reorder-functions-by-name'];

// Every erased view can be hydrated bit by bit while chunks come. Deskbell hydrates at once, when all is there. These are
// the functions by which that begins and goes on.
const NEVER_CALLED = /13hydrate_async(28_\$u7b\$\$u7b\$closure\$u7d\$\$u7d\$)*17h[0-9a-f]{16}E$/;
// The compiler lets functions of one body share a name, so what is short may be somebody else's as well. In lines of
// WebAssembly's text.
const SHORT = 20;

const modules = process.env.WASM_TOOLS;
const { default: binaryen } = await import(pathToFileURL(join(modules, 'binaryen/index.js')));

const file = process.argv.at(-1);
const flags = process.argv.slice(2).filter((flag) => !flag.startsWith('-O'));
writeFileSync(file, withoutDeadCode(readFileSync(file)));
const { status } = spawnSync(join(modules, '.bin/wasm-opt'), [...flags, ...SMALL], { stdio: 'inherit' });
process.exitCode = status ?? 1;

function withoutDeadCode(bytes) {
  const module = binaryen.readBinary(bytes);
  const dead = deadIn(module.emitText());
  if (file.endsWith('/deskbell.wasm') && dead.size === 0) throw new Error('There is nothing to take out any more.');
  for (let index = 0; index < module.getNumFunctions(); index += 1) {
    const reference = module.getFunctionByIndex(index);
    const { name } = binaryen.getFunctionInfo(reference);
    // Whoever calls it all the same is stopped.
    if (dead.has(name)) binaryen.Function(reference).body = module.unreachable();
  }
  // The real wasm-opt sorts by names, and drops them.
  binaryen.setDebugInfo(true);
  return module.emitBinary();
}

/** Those that nobody else calls by name. */
function deadIn(text) {
  const functions = new Map();
  let read;
  for (const line of text.split('\n')) {
    const begins = /^ \(func \$(\S+)/.exec(line);
    if (begins) functions.set(begins[1], (read = { lines: 0, calls: new Set() }));
    if (!read) continue;
    read.lines += 1;
    for (const [, name] of line.matchAll(/\(call \$([^\s)]+)/g)) read.calls.add(name);
  }
  const dead = new Set();
  for (const [name, { lines }] of functions) if (lines >= SHORT && NEVER_CALLED.test(name)) dead.add(name);
  for (let before; before !== dead.size; ) {
    before = dead.size;
    for (const [caller, { calls }] of functions) if (!dead.has(caller)) for (const name of calls) dead.delete(name);
  }
  return dead;
}
