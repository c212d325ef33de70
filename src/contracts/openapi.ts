import { z } from 'zod';
import { answer } from './answer.ts';
import { expectation } from './expectation.ts';
import { startRequest } from './intent.ts';
import { notifications } from './notification.ts';
import { type Json, json, key, onPosts, parameter, problemsOf, ref } from './openapi-parts.ts';
import { staffPaths, staffSchemas } from './openapi-staff.ts';
import { paymentFacts } from './payment.ts';
import { type ProblemName, problem } from './problem.ts';
import { reply } from './reply.ts';
import { subscriptionShown } from './subscription.ts';
import { endedRequest, lookRequest, turnRequest } from './turn.ts';

const callId = parameter('callId', 'path', { type: 'string', minLength: 1 }, 'The conversation id');
const intentId = parameter('intentId', 'path', { type: 'string' }, 'As the first reply gave it');
const everywhere: ProblemName[] = [
  'unauthenticated',
  'not-found',
  'too-many-requests',
  'internal',
  'not-heard',
];
const aReply = { '200': { description: 'The reply', content: json(ref('Reply')) } };

function componentSchemas(): Json {
  const named = z.registry<{ id: string }>();
  // What has a name of its own must be here, or zod refers to it by an address that is none.
  named.add(answer, { id: 'Answer' });
  named.add(expectation, { id: 'Expectation' });
  named.add(paymentFacts, { id: 'PaymentFacts' });
  named.add(startRequest, { id: 'StartRequest' });
  named.add(subscriptionShown, { id: 'SubscriptionShown' });
  for (const [id, schema] of Object.entries(staffSchemas)) named.add(schema, { id });
  named.add(turnRequest, { id: 'TurnRequest' });
  named.add(reply, { id: 'Reply' });
  named.add(problem, { id: 'Problem' });
  const { schemas } = z.toJSONSchema(named, {
    io: 'input',
    uri: (id) => `#/components/schemas/${id}`,
    unrepresentable: 'any',
  });
  // Here a schema is named by where it stands.
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $id: _id, $schema: _schema, ...schema }]) => [name, schema]),
  );
}

const signature = [
  parameter(
    'webhook-id',
    'header',
    { type: 'string' },
    'The notification’s id: the same each time it is sent',
  ),
  parameter('webhook-timestamp', 'header', { type: 'string' }, 'When this try was made, seconds since 1970'),
  parameter(
    'webhook-signature',
    'header',
    { type: 'string' },
    'As Standard Webhooks has it: v1, and HMAC-SHA256',
  ),
];

/** What a tenant's own systems are sent, as one of the document's webhooks. */
function webhookOf([type, schema]: [string, z.ZodType]): [string, Json] {
  const { $schema: _, description, ...body } = z.toJSONSchema(schema) as Json;
  return [
    type,
    {
      post: {
        operationId: `on_${type.replace('.', '_')}`,
        summary: description,
        // Signed, and not by an API key.
        security: [],
        parameters: signature,
        requestBody: { required: true, content: json(body) },
        responses: {
          '2XX': { description: 'Taken. Anything else is tried again for three days' },
          '410': { description: 'Not wanted: given up at once' },
        },
      },
    },
  ];
}

/** The OpenAPI document, from the same schemas that validate. */
export function openApi(): Json {
  const look = z.toJSONSchema(lookRequest, { io: 'output' }).properties ?? {};
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tellerline',
      version: '1',
      description:
        'What a voice agent calls when a caller wants something done about their money, and what support’s console asks.',
    },
    security: [{ apiKey: [] }],
    paths: {
      '/v1/calls/{callId}/intents': {
        post: {
          operationId: 'startIntent',
          summary: 'Start an intent and fetch its first reply',
          parameters: [callId, key],
          requestBody: { required: true, content: json(ref('StartRequest')) },
          responses: { ...aReply, ...problemsOf(...onPosts, 'idempotency-key-reused', ...everywhere) },
        },
      },
      '/v1/intents/{intentId}/turns': {
        post: {
          operationId: 'takeTurn',
          summary: 'Answer a reply, or cancel',
          parameters: [intentId, key],
          requestBody: { required: true, content: json(ref('TurnRequest')) },
          responses: {
            ...aReply,
            ...problemsOf(
              ...onPosts,
              'turn-conflict',
              'intent-done',
              'wrong-answer-kind',
              'idempotency-key-reused',
              ...everywhere,
            ),
          },
        },
      },
      '/v1/intents/{intentId}': {
        get: {
          operationId: 'lookAtIntent',
          summary: 'The latest reply, or reply `turn` once it is there',
          parameters: [
            intentId,
            parameter('turn', 'query', look['turn'] as Json, 'The number of the reply that is wanted'),
            parameter('wait', 'query', look['wait'] as Json, 'Seconds to wait for it'),
          ],
          responses: { ...aReply, ...problemsOf('invalid-request', ...everywhere) },
        },
      },
      '/v1/calls/{callId}/ended': {
        post: {
          operationId: 'endCall',
          summary: 'The caller has gone: intents of the call that are asking end',
          parameters: [callId, key],
          requestBody: { content: json(z.toJSONSchema(endedRequest) as Json) },
          responses: { '204': { description: 'Told' }, ...problemsOf(...onPosts, ...everywhere) },
        },
      },
      ...staffPaths(),
    },
    webhooks: Object.fromEntries(Object.entries(notifications).map(webhookOf)),
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'The tenant’s API key' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-tellerline',
          description:
            'The session of a member of staff, from /console/sign-in; its name ends with the port where there is one',
        },
      },
    },
  };
}
