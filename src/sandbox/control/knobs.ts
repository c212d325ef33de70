import { allowOnly, given, optionalFlag, optionalNumber } from './fields.ts';
import type { Control } from './routes.ts';

export function changeKnobs({ account, body }: Control) {
  allowOnly(body, ['searchLagMs', 'refundSettlesAfter', 'balanceShort']);
  Object.assign(
    account.knobs,
    given({
      searchLagMs: optionalNumber(body, 'searchLagMs'),
      balanceShort: optionalFlag(body, 'balanceShort'),
    }),
  );
  if (body['refundSettlesAfter'] === null) account.knobs.refundSettlesAfter = null;
  else
    Object.assign(account.knobs, given({ refundSettlesAfter: optionalNumber(body, 'refundSettlesAfter') }));
  return account.knobs;
}
