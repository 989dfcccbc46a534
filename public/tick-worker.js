// The pulse of a page (app/src/browser/ports/tick_worker.rs), and its alarm clock: told a number of milliseconds, it rings
// after them. In a worker, because timers of a hidden page fall to one a minute.
setInterval(() => postMessage('tick'), 5_000);
onmessage = ({ data }) => setTimeout(() => postMessage('alarm'), data);
