import { handoffReason, MOST_TOLD } from '../domain/follow-up.ts';
import { askedAbout } from './dispute-case/concern.ts';
import { askedOf, type EarlierRequest, earlierRequests } from './earlier-requests.ts';
import type { GivenReply, IntentStart } from './messages.ts';
import { reads } from './proxies.ts';
import type { Ending } from './stage/conversation.ts';
import { handOff } from './stage/handoff.ts';
import { perform, type Stage } from './stage/index.ts';
import { verify } from './verification.ts';

/** "I called yesterday about my refund." Told to a verified caller only; a reference alone opens nothing. */
export function followUp(start: IntentStart<'follow_up'>): Promise<GivenReply<'follow_up'>> {
  return perform(start, async (stage) => {
    const { reference, ...heard } = start.details;
    const who = await verify(stage, heard);
    if ('refused' in who) return stage.caller.tell(who.refused);
    const requests = await earlierRequests(start, who, reference);
    await askedAbout(
      start,
      requests.flatMap(({ became }) => (became.kind === 'payment' ? [became.payment] : [])),
    );
    return stage.caller.tell(await askedBy(stage, requests, () => earlierRequests(start, who, reference)));
  });
}

/** What was found. What a person wants to know of the caller is asked, and passed on; `again` looks how it stands by then. */
async function askedBy(
  stage: Stage<'follow_up'>,
  requests: readonly EarlierRequest[],
  again: () => Promise<readonly EarlierRequest[]>,
): Promise<Ending<'follow_up'>> {
  const told = answer(stage, requests);
  const asked = requests.find((request) => askedOf(request) !== undefined);
  const question = asked && askedOf(asked);
  if (!asked || question === undefined) return told;
  const { caller, words } = stage;
  // Of several, what a person asks is not told with how they stand.
  const isSaid = requests.length === 1;
  const said = await caller.ask({
    say: [told.say, ...(isSaid ? [] : [words.support.hasAsked(question)]), words.follow_up.askAnswer()].join(
      ' ',
    ),
    expects: { kind: 'text', about: 'question' },
    ...(told.facts && { facts: told.facts }),
  });
  const isPassedOn = await reads.passOn({
    workflow: asked.workflow,
    id: `said-${stage.start.intentId}`,
    said,
  });
  if (!isPassedOn) return answer(stage, await again());
  return { ...told, say: words.follow_up.passedOn() };
}

/** What was found, or that nothing was: truthfully answered either way. */
function answer(stage: Stage<'follow_up'>, requests: readonly EarlierRequest[]): Ending<'follow_up'> {
  const { start } = stage;
  const words = stage.words.follow_up;
  const told = { outcome: 'completed' as const, facts: { requests: requests.map(({ facts }) => facts) } };
  const [newest, ...others] = requests;
  if (!newest) {
    const say = start.details.reference === undefined ? words.nothing() : words.unknownReference();
    return { ...told, say };
  }
  if (others.length === 0) {
    const reason = handoffReason(newest.became);
    return {
      ...told,
      say: words.one(newest),
      ...(reason !== undefined && { handoff: handOff(start, reason) }),
    };
  }
  return { ...told, say: words.several(requests.slice(0, MOST_TOLD), requests.length > MOST_TOLD) };
}
