import { createWriteStream, promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promises as streams } from 'node:stream';
import { run } from './processes.ts';

const architectures: Partial<Record<string, string>> = { x64: 'amd64' };
const platforms: Partial<Record<string, string>> = { win32: 'windows' };

/** The CLIs that a Temporal SDK has downloaded on this machine; only our own user's, since they are run. */
export async function sdkDownloads(folder = tmpdir()): Promise<string[]> {
  const names = await fs.readdir(folder).catch(() => []);
  const files = names
    .filter((name) => /^temporal-(sdk-typescript-|v)\d+\.\d+\.\d+(\.exe)?$/.test(name))
    .map((name) => join(folder, name));
  const own = await Promise.all(files.map(isOwn));
  return files.filter((_, index) => own[index]);
}

async function isOwn(file: string): Promise<boolean> {
  const { uid } = await fs.stat(file);
  return uid === (process.getuid?.() ?? uid);
}

/**
 * Downloads the CLI from where the SDK does. Not through the SDK, since that tells no path, starts a server each
 * time, and waits for as long as the network lets it.
 */
export async function downloadCli(
  { version, program }: { version: string; program: string },
  folder: string,
  { origin = 'https://temporal.download', silenceSeconds = 5 } = {},
): Promise<string> {
  const archive = join(folder, 'archive');
  const platform = platforms[process.platform] ?? process.platform;
  const arch = architectures[process.arch] ?? process.arch;
  await download(`${origin}/cli/archive/v${version}?platform=${platform}&arch=${arch}`, {
    archive,
    silenceSeconds,
  });
  if (!(await run('tar', ['-xf', archive, '-C', folder, program])).ok) {
    throw new Error('the archive could not be unpacked');
  }
  return join(folder, program);
}

/** Gives up when nothing has come for a while, not when all of it takes long. */
async function download(
  url: string,
  { archive, silenceSeconds }: { archive: string; silenceSeconds: number },
): Promise<void> {
  const silence = new AbortController();
  const timer = setTimeout(
    () => silence.abort(new Error(`nothing came for ${silenceSeconds} s`)),
    silenceSeconds * 1000,
  );
  try {
    const response = await fetch(url, { signal: silence.signal });
    if (!response.ok || !response.body) throw new Error(`it answered ${response.status}`);
    await streams.pipeline(
      response.body,
      async function* alive(chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          timer.refresh();
          yield chunk;
        }
      },
      createWriteStream(archive),
    );
  } finally {
    clearTimeout(timer);
  }
}
