import { intentKind } from '../../contracts/intent.ts';

export const usage = `npm run call -- [intent] [options]

  intent                ${intentKind.options.join(', ')}; asked for where it is not given

Who calls
  --email, --phone      what the call brings with it (phone as +14155550101)
  --last4, --date, --postal-code
                        facts of a payment: last four digits, YYYY-MM-DD, postal code
  --amount              the payment's whole amount, such as 42.50
  --payment             the payment that is meant, by its id
What they want
  --want                how much is wanted back, such as 12.50; without it all that is left
  --reason              why
  --promise             the discount that they were promised, such as "ten percent off"
  --reference           what a follow-up is about, such as R7K-2MX
  --action              of a subscription: status, cancel, cancel_now, keep, pause, resume
What they say when asked
  --choice              which of the options: its number, or its id
  --yes, --no           to a question for a yes
  --again               with --yes: also to "this was sent already; another one?"
The call
  --language            such as en-US
  --call                the conversation's id, to have several intents in one call
  --url, --key          where the API is, and its key; without them those of npm start
  --json                one reply a line, as the API sent it
  --ask                 ask for what is missing though input is no terminal

In a terminal what is missing is asked for: "cancel" stops the intent, Ctrl-C hangs up.
Ends with 0 when the outcome is "completed", 1 with any other, 2 with a problem.`;
