import type { SettlementWords } from '../catalogue.ts';
import { terms } from './terms.ts';

const { money } = terms;

export const settlement: SettlementWords = {
  subject: () => 'Ihre Erstattung',
  cameBack: ({ amount, reference }) =>
    `Wir haben Ihre Erstattung über ${money(amount)} (Referenz ${reference}) veranlasst, und sie ist an uns zurückgekommen. Jemand aus dem Team kümmert sich darum und meldet sich bei Ihnen. Sie müssen nichts tun.`,
  disputed: ({ amount, reference }) =>
    `Wir haben Ihre Erstattung über ${money(amount)} (Referenz ${reference}) veranlasst, und Ihre Bank hat dieselbe Zahlung angefochten. Jemand aus dem Team sieht sich beides an und meldet sich bei Ihnen.`,
};
