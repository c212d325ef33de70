/** Stops the one Temporal server of the run. */
export default async function stopTemporal(): Promise<void> {
  await globalThis.temporalServer.teardown();
}
