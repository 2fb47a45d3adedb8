/** What the page's user would have noticed. */
export interface Watched {
  /** Tasks of the main thread of more than 50 ms, as the browser itself counts them. */
  readonly longTasks: number;
  /** The longest of them; 0 when there was none. */
  readonly longestTaskMs: number;
  /** The longest time between two frames, in milliseconds. */
  readonly longestFrameMs: number;
  readonly frames: number;
}

/** Looks at the main thread until it is told to stop. */
export function watchPage(): () => Promise<Watched> {
  const tasks: number[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const {duration} of list.getEntries()) tasks.push(duration);
  });
  observer.observe({type: 'longtask'});
  let isWatching = true;
  let frames = 0;
  let longestFrameMs = 0;
  let last: number | undefined;
  const look = (now: number): void => {
    if (!isWatching) return;
    if (last !== undefined) longestFrameMs = Math.max(longestFrameMs, now - last);
    last = now;
    frames += 1;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  return async () => {
    isWatching = false;
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const {duration} of observer.takeRecords()) tasks.push(duration);
    observer.disconnect();
    return {longTasks: tasks.length, longestTaskMs: Math.max(0, ...tasks), longestFrameMs, frames};
  };
}
