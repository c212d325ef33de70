/** The list while its first page is on its way: as high as it will be, so that nothing jumps. */
export function QueueSkeleton() {
  return (
    <div role="status" className="queue-rows">
      <span className="visually-hidden">Loading the tasks</span>
      {Array.from({ length: 8 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
        <div key={index} className="line" aria-hidden="true">
          <span className="bone" />
          <span className="bone" />
          <span className="bone" />
          <span className="bone" />
          <span className="bone" />
        </div>
      ))}
    </div>
  );
}
