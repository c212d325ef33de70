/** Work in lanes that do not wait for each other: so many at once in each, first come, first served. */
export function newLanes<T>(run: (item: T) => Promise<unknown>) {
  const lanes = new Map<string, { waiting: T[]; running: number }>();

  function add(key: string, item: T, parallel: () => number): void {
    const lane = lanes.get(key) ?? { waiting: [], running: 0 };
    lanes.set(key, lane);
    lane.waiting.push(item);
    pump(key, parallel);
  }

  function pump(key: string, parallel: () => number): void {
    const lane = lanes.get(key);
    while (lane && lane.running < parallel()) {
      const item = lane.waiting.shift();
      if (item === undefined) break;
      lane.running += 1;
      void run(item).finally(() => {
        lane.running -= 1;
        pump(key, parallel);
      });
    }
    if (lane?.running === 0) lanes.delete(key);
  }

  return { add };
}
