import type { SettlementWords } from '../catalogue.ts';
import { terms } from './terms.ts';

const { money } = terms;

export const settlement: SettlementWords = {
  subject: () => 'Su reembolso',
  cameBack: ({ amount, reference }) =>
    `Enviamos su reembolso de ${money(amount)} (referencia ${reference}) y nos ha sido devuelto. Una persona del equipo lo está revisando y se pondrá en contacto con usted. No tiene que hacer nada.`,
  disputed: ({ amount, reference }) =>
    `Enviamos su reembolso de ${money(amount)} (referencia ${reference}) y su banco ha abierto una disputa del mismo pago. Una persona del equipo está revisando ambos y se pondrá en contacto con usted.`,
};
