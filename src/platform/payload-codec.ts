import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import proto from '@temporalio/proto';
import { tenantOf } from '../domain/ids.ts';
import { parseJson } from './json.ts';
import type { Keys } from './keys.ts';

const PayloadMessage = proto.temporal.api.common.v1.Payload;

const ENCRYPTED = 'binary/encrypted';
const KEY_ID = '1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What a payload belongs to, bound to it as associated data: it cannot be moved to another Workflow unseen. */
interface Owner {
  readonly namespace: string;
  readonly workflowId: string;
}

/**
 * Encrypts payloads with AES-256-GCM before they leave the process. The tenant's key follows from the Workflow id; what
 * finds it again is kept in the metadata, since the Temporal UI asks for decoding without a context.
 */
export function payloadCodec(keys: Keys): PayloadCodec {
  return {
    encode: async (payloads, context) => payloads.map((payload) => encrypt(payload, ownerOf(context), keys)),
    decode: async (payloads, context) =>
      payloads.map((payload) =>
        textOf(payload, 'encoding') === ENCRYPTED ? decrypt(payload, context, keys) : sentByHand(payload),
      ),
  };
}

function encrypt(payload: Payload, owner: Owner, keys: Keys): Payload {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(owner, keys), iv);
  cipher.setAAD(boundTo(owner));
  const clear = PayloadMessage.encode(payload).finish();
  const data = Buffer.concat([iv, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
  return {
    metadata: {
      encoding: bytes(ENCRYPTED),
      'key-id': bytes(KEY_ID),
      namespace: bytes(owner.namespace),
      workflow: bytes(owner.workflowId),
    },
    data,
  };
}

function decrypt(payload: Payload, context: SerializationContext | undefined, keys: Keys): Payload {
  const owner = { namespace: textOf(payload, 'namespace'), workflowId: textOf(payload, 'workflow') };
  if (context?.workflowId !== undefined && context.workflowId !== owner.workflowId)
    // Somebody has copied it here, by hand.
    return byHand(null);
  const data = Buffer.from(payload.data ?? []);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(owner, keys), data.subarray(0, IV_BYTES));
  decipher.setAAD(boundTo(owner));
  decipher.setAuthTag(data.subarray(-TAG_BYTES));
  const clear = Buffer.concat([decipher.update(data.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
  return PayloadMessage.decode(clear);
}

/**
 * Plain JSON is what a person sends from the Temporal UI or its command line. It is let through wrapped, so that only
 * the handler of `decide`, which unwraps it, takes it for a message; nothing that arrives may wedge a Workflow.
 */
function sentByHand(payload: Payload): Payload {
  return byHand(parseJson(Buffer.from(payload.data ?? []).toString()) ?? null);
}

function byHand(value: unknown): Payload {
  return { metadata: { encoding: bytes('json/plain') }, data: bytes(JSON.stringify({ byHand: value })) };
}

function ownerOf(context: SerializationContext | undefined): Owner {
  if (context?.workflowId === undefined)
    throw new Error('A payload of no Workflow has no key to encrypt it.');
  return { namespace: context.namespace, workflowId: context.workflowId };
}

function keyOf({ workflowId }: Owner, keys: Keys): Buffer {
  const tenant = tenantOf(workflowId);
  if (tenant === undefined) throw new Error('The Workflow is none of ours: no tenant’s key fits its id.');
  return keys(tenant).payload;
}

function boundTo({ namespace, workflowId }: Owner): Buffer {
  return Buffer.from(`${namespace}\n${workflowId}`);
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function textOf(payload: Payload, name: string): string {
  return Buffer.from(payload.metadata?.[name] ?? []).toString();
}
