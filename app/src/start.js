const mark = "deskbell-reloaded-for-file";
const status = (file) => fetch(file, { method: "HEAD", cache: "no-store" }).then(({ status }) => status, () => 0);
const reloadOnce = () => {
  try {
    if (sessionStorage.getItem(mark) !== null) return;
    sessionStorage.setItem(mark, "");
    location.reload();
  } catch (problem) {
    console.error(problem);
  }
};
let hydrate;
while (!hydrate) {
  let script;
  try {
    script = await import("SCRIPT");
    await script.default({ module_or_path: "WASM" });
    hydrate = script.hydrate;
  } catch (problem) {
    console.error(problem);
    await new Promise((then) => setTimeout(then, 2000));
    const [ofScript, ofProgram] = await Promise.all(["SCRIPT", "WASM"].map(status));
    // Browsers remember a script that did not come.
    if (ofScript === 404 || ofProgram === 404 || (!script && ofScript === 200)) reloadOnce();
  }
}
hydrate();
