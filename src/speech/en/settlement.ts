import type { SettlementWords } from '../catalogue.ts';
import type { EnglishTerms } from './terms.ts';

export const settlement = ({ money }: EnglishTerms): SettlementWords => ({
  subject: () => 'Your refund',
  cameBack: ({ amount, reference }) =>
    `We sent your refund of ${money(amount)} (reference ${reference}), and it came back to us. A colleague is looking into it and will be in touch. You need not do anything.`,
  disputed: ({ amount, reference }) =>
    `We sent your refund of ${money(amount)} (reference ${reference}), and your bank has opened a dispute of the same payment. A colleague is looking at both and will be in touch.`,
});
