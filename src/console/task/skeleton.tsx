/** The page while its task is on its way. */
export function TaskSkeleton() {
  return (
    <div role="status" className="task">
      <span className="visually-hidden">Loading the task</span>
      <div className="task-main" aria-hidden="true">
        <div className="card bone bone-tall" />
        <div className="card bone bone-tall" />
      </div>
      <div className="task-side" aria-hidden="true">
        <div className="card bone bone-tall" />
      </div>
    </div>
  );
}
