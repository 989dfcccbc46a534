const begin = async () => {
  const { default: init, hydrate } = await import("SCRIPT");
  await init({ module_or_path: "WASM" });
  return hydrate;
};
const mark = "deskbell-reloaded-for-file";
const moment = () => new Promise((then) => setTimeout(then, 2000));
let hydrate;
while (!hydrate) {
  try {
    hydrate = await begin();
  } catch {
    await moment();
    const gone = await fetch("WASM", { method: "HEAD", cache: "no-store" }).then(({ status }) => status === 404, () => false);
    if (gone && !sessionStorage.getItem(mark)) {
      sessionStorage.setItem(mark, "");
      location.reload();
    }
  }
}
hydrate();
