// The watchdog's pulse (app/src/browser/watchdog.rs). In a worker, because timers of a hidden page
// fall to one a minute.
setInterval(() => postMessage('tick'), 5_000);
