import type { Client } from '@temporalio/client';

const PAGE = 1_000;
/** How long one page may take, milliseconds. */
const PAGE_MILLISECONDS = 5_000;

type Service = Client['workflowService'];
type Execution = Awaited<ReturnType<Service['listWorkflowExecutions']>>['executions'][number];

/** What visibility has that fits a query, as it comes; nothing of it is decrypted. Throws where a page takes too long. */
export async function* listed(temporal: Client, query: string): AsyncGenerator<Execution> {
  const { namespace } = temporal.options;
  let nextPageToken: Uint8Array | undefined;
  do {
    const wanted = { namespace, query, pageSize: PAGE, ...(nextPageToken && { nextPageToken }) };
    const page = await temporal.withDeadline(Date.now() + PAGE_MILLISECONDS, () =>
      temporal.workflowService.listWorkflowExecutions(wanted),
    );
    yield* page.executions;
    nextPageToken = page.nextPageToken.length > 0 ? page.nextPageToken : undefined;
  } while (nextPageToken);
}
