/** The closed list of search attributes. SQL stores hold ten Keyword columns a namespace, and three of times; none holds anything personal. */
export const searchAttributes = {
  tenant: { name: 'TellerlineTenant', type: 'KEYWORD' },
  /** Keyed hash of the call. */
  call: { name: 'TellerlineCall', type: 'KEYWORD' },
  /** Keyed hash of the customer once verified, or of a guest's payment. */
  customer: { name: 'TellerlineCustomer', type: 'KEYWORD' },
  reference: { name: 'TellerlineReference', type: 'KEYWORD' },
  /** The kind of the human task that is open, if one is. */
  openTask: { name: 'TellerlineOpenTask', type: 'KEYWORD' },
  /** When the first of the open tasks is due, and in which queue that waits. */
  taskDue: { name: 'TellerlineTaskDue', type: 'DATETIME' },
  taskQueue: { name: 'TellerlineTaskQueue', type: 'KEYWORD' },
  outcome: { name: 'TellerlineOutcome', type: 'KEYWORD' },
} as const;
