import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  codeFrom,
  decisionId,
  intentOf,
  nextDecisionId,
  referenceFrom,
  tenantOf,
  workflowIds,
} from '../../src/domain/ids.ts';

test('a code can be written down: eight letters and digits that sound like no other', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 32 }), (bytes) => {
      expect(codeFrom(bytes)).toMatch(/^[234679ACDEFGHJKMNPQRTUVWXYZ]{8}$/);
      expect(codeFrom(bytes)).toBe(codeFrom(bytes.slice(0, 8)));
    }),
  );
});

const sixBytes = fc.uint8Array({ minLength: 6, maxLength: 6 });

test('a reference can be said: two groups of three, without what sounds or looks alike', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 6, maxLength: 32 }), (bytes) => {
      expect(referenceFrom(bytes)).toMatch(
        /^[234679ACDEFGHJKMNPQRTUVWXYZ]{3}-[234679ACDEFGHJKMNPQRTUVWXYZ]{3}$/,
      );
    }),
  );
});

test('the same bytes make the same reference, and more of them change nothing', () => {
  fc.assert(
    fc.property(sixBytes, fc.uint8Array(), (bytes, more) => {
      expect(referenceFrom(Uint8Array.from([...bytes, ...more]))).toBe(referenceFrom(bytes));
    }),
  );
});

test('a decision is named after its intent, whatever that is called, and counted', () => {
  expect(decisionId('abc_-1', 9)).toBe('abc_-1-9');
  expect(nextDecisionId('abc_-1-9')).toBe('abc_-1-10');
  expect(intentOf('abc_-1-17')).toBe('abc_-1');
});

test('a Workflow’s id says what it is and whose', () => {
  expect(workflowIds.intent('demo', 'a1')).toBe('intent/demo/a1');
  expect(workflowIds.lane('demo', 'cus_1')).toBe('lane/demo/cus_1');
  expect(workflowIds.watch('demo', 'pi_1')).toBe('watch/demo/pi_1');
});

test('the tenant is found in every id of ours, whatever the object is called', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,38}$/),
      fc.string({ minLength: 1 }),
      (tenant, object) => {
        fc.pre(!/^[\n\r\u2028\u2029]/.test(object));
        for (const name of Object.values(workflowIds)) expect(tenantOf(name(tenant, object))).toBe(tenant);
      },
    ),
  );
});

test.each(['', 'intent', 'intent/demo', 'intent/demo/', 'intent//x', 'intent/Demo/x', '/demo/x', 'fake'])(
  '%j is no id of ours',
  (id) => {
    expect(tenantOf(id)).toBeUndefined();
  },
);
