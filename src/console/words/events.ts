import { codeWords } from './kinds.ts';

const events: Readonly<Record<string, string>> = {
  opened: 'Opened',
  changed: 'What is shown changed',
  reminded: 'Due soon',
  escalated: 'Overdue: moved to escalation',
  claimed: 'Claimed',
  taken_over: 'Taken over',
  released: 'Released',
  moved: 'Handed to another queue',
  noted: 'Note',
  approved_once: 'First approval',
  approval_void: 'First approval no longer counts',
  asked_caller: 'Wrote to the caller',
  caller_said: 'The caller said',
  not_carried_out: 'Not carried out',
  decided: 'Decided',
  expired: 'Expired',
  withdrawn: 'Withdrawn',
};

/** What happened to a task. */
export const eventWords = (what: string) => events[what] ?? codeWords(what);
