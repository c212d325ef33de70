import { pino } from 'pino';

/** All that a log line may hold: codes, ids of ours and of Stripe's, counts. Nothing that a caller said. */
const ALLOWED = [
  'tenant',
  'intentId',
  'reference',
  'route',
  'method',
  'status',
  'problem',
  'requestId',
  'milliseconds',
  'error',
  'workflowType',
  'activityType',
  'address',
  'port',
  'signal',
] as const;

export type LogFields = Partial<Record<(typeof ALLOWED)[number], string | number | undefined>>;

/** The log of a process: one JSON line each, fields by allow-list. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** Opens the log of a process by its name, on standard output. */
export function openLog(process: string, level: string): Log {
  const lines = pino({
    level,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  });
  return {
    debug: (message, fields) => lines.debug(allowed(fields), message),
    info: (message, fields) => lines.info(allowed(fields), message),
    warn: (message, fields) => lines.warn(allowed(fields), message),
    error: (message, fields) => lines.error(allowed(fields), message),
  };
}

/** An error's class and constant type; never its message, which may quote anything. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' || typeof code === 'number' ? `${error.name} ${code}` : error.name;
}

function allowed(fields: LogFields = {}): LogFields {
  return Object.fromEntries(
    ALLOWED.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])),
  );
}
