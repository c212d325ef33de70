import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { taskIdOf, taskPlaceOf } from '../../src/domain/task-id.ts';

test('a task’s id is base64url of its Workflow and its name', () => {
  const id = taskIdOf({ workflowId: 'intent/demo/abc', task: 'abc-1' });
  expect(Buffer.from(id, 'base64url').toString()).toBe('intent/demo/abc\nabc-1');
});

test('what an id names is found again, and what is none names nothing', () => {
  const text = fc.stringMatching(/^[!-~]{1,60}$/);
  fc.assert(
    fc.property(text, text, (workflowId, task) => {
      expect(taskPlaceOf(taskIdOf({ workflowId, task }))).toEqual({ workflowId, task });
    }),
  );
  fc.assert(
    fc.property(fc.string(), (id) => {
      const place = taskPlaceOf(id);
      if (place) expect(taskIdOf(place)).toBe(id);
    }),
  );
  for (const none of ['', '*', 'YQ', 'YQo', 'CmE', 'YQpiCmM']) expect(taskPlaceOf(none)).toBeUndefined();
});
