import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { identify, isRunning, type ProcessIdentity } from '../../../src/cli/supervision/process-identity.ts';
import { createSupervisor, type Supervisor } from '../../../src/cli/supervision/supervisor.ts';
import { until } from '../../support/until.ts';
import { endPrograms, nodeArguments, runProgram } from '../run-program.ts';

let folder = '';
let supervisor: Supervisor;
let children: ProcessIdentity[] = [];
let said: string[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tellerline-supervisor-'));
  children = [];
  said = [];
  supervisor = createSupervisor({
    logFolder: folder,
    say: (line) => said.push(line),
    onChildren: (running) => {
      children = running;
    },
    // What listens has ended by then on a slow machine too; what does not costs all of it.
    graceSeconds: 3,
  });
});
afterEach(async () => {
  await supervisor.stop();
  endPrograms();
  rmSync(folder, { recursive: true, force: true });
});

const ready = `console.log(JSON.stringify({ msg: 'ready' }));`;
const plan = (name: string, text: string) => ({
  name,
  command: process.execPath,
  args: ['--eval', text],
  env: {},
});
const whenReady = { isReady: (log: string) => log.includes('ready'), seconds: 30 };
const stay = 'setInterval(() => undefined, 1000);';

test('a child that dies is started again, and it is said where to look', async () => {
  await supervisor.start(plan('teller', `${ready} ${stay}`), whenReady);
  const [first] = children;
  process.kill(first?.pid ?? 0, 'SIGKILL');
  await until('another runs', () => children[0]?.pid !== first?.pid);
  expect(said).toEqual([`teller ended (SIGKILL). Starting it again; its log is ${folder}/teller.log`]);
  await until(
    'it has spoken again',
    () => readFileSync(`${folder}/teller.log`, 'utf8').split('ready').length === 3,
  );
});

test('a child that ends before it is ready fails the start, with its log named', async () => {
  const start = supervisor.start(plan('teller', `console.error('no key'); process.exit(7);`), whenReady);
  await expect(start).rejects.toThrow(
    `teller ended before it was ready (exit code 7). Its log tells why: ${folder}`,
  );
  expect(readFileSync(`${folder}/teller.log`, 'utf8')).toContain('no key');
});

test('a child that never becomes ready fails the start after its time', async () => {
  const start = supervisor.start(plan('teller', stay), { isReady: () => false, seconds: 0.2 });
  await expect(start).rejects.toThrow('teller was not ready within 0.2 s');
});

test('a child that hangs while it starts again is replaced once the time of a first start is over', async () => {
  const second = `if (starts === 2) for (;;);`;
  const counting = `const { appendFileSync, readFileSync } = require('node:fs'); appendFileSync('${folder}/starts', '.');
    const starts = readFileSync('${folder}/starts').length;`;
  const child = plan('teller', `${counting} ${second} ${ready} ${stay}`);
  await supervisor.start(child, { ...whenReady, seconds: 10 });
  process.kill(children[0]?.pid ?? 0, 'SIGKILL');
  await until('a third one is there', () => readFileSync(`${folder}/starts`).length > 2, 40);
  const again = `Starting it again; its log is ${folder}/teller.log`;
  expect(said.slice(0, 3)).toEqual([
    `teller ended (SIGKILL). ${again}`,
    `teller was not ready within 10 s. Its log may tell why: ${folder}/teller.log`,
    expect.stringMatching(/^teller ended \(SIG(TERM|KILL)\)/),
  ]);
});

test('stopping ends the last started first, and one that will not listen too', async () => {
  const orderly = (name: string) =>
    `process.on('SIGTERM', () => { require('node:fs').appendFileSync('${folder}/order', '${name} '); process.exit(); }); ${ready} ${stay}`;
  await supervisor.start(plan('first', orderly('first')), whenReady);
  await supervisor.start(plan('deaf', `process.on('SIGTERM', () => undefined); ${ready} ${stay}`), whenReady);
  await supervisor.start(plan('last', orderly('last')), whenReady);
  const all = children;
  await supervisor.stop();
  expect(readFileSync(`${folder}/order`, 'utf8')).toBe('last first ');
  expect(all.filter(isRunning)).toEqual([]);
  expect(said).toEqual([]);
});

test('children end when their supervisor is killed, also one that is not of our making', async () => {
  const ours = nodeArguments({
    text: `
      import { writeFileSync } from 'node:fs';
      import { superviseMe } from 'src/cli/supervision/supervised.ts';
      superviseMe({ supervised: true }, () => writeFileSync('${folder}/ended-in-order', ''));
      console.log('pid ' + process.pid);
      setInterval(() => undefined, 1000);
    `,
  });
  const foreign = [...nodeArguments({ file: 'src/cli/leash.ts' }), 'sh', '-c', 'echo pid $$; exec sleep 600'];
  const program = runProgram({
    text: `
      import { createSupervisor } from 'src/cli/supervision/supervisor.ts';
      const supervisor = createSupervisor({ logFolder: '${folder}', say: console.log, onChildren: () => undefined });
      const started = { isReady: (said) => /pid \\d+/.test(said), seconds: 20 };
      for (const [name, args] of Object.entries(${JSON.stringify({ ours, foreign })})) {
        await supervisor.start({ name, command: process.execPath, args, env: process.env }, started);
      }
      console.log('running');
    `,
  });
  await until('both run', () => program.output().includes('running'), 30);
  const pids = ['ours', 'foreign'].map(
    (name) => /pid (\d+)/.exec(readFileSync(`${folder}/${name}.log`, 'utf8'))?.[1],
  );
  const both = pids.map((pid) => identify(Number(pid)));
  expect(both.filter(isRunning)).toHaveLength(2);

  program.process.kill('SIGKILL');
  await until('both have ended', () => !both.some(isRunning));
  expect(existsSync(`${folder}/ended-in-order`)).toBe(true);
});

test('a child whose event loop stands still is replaced; one that never ticked is left alone', async () => {
  const [, loader = '', ...text] = nodeArguments({
    text: `
      import { superviseMe } from 'src/cli/supervision/supervised.ts';
      superviseMe({ supervised: true }, () => undefined);
      ${ready} ${stay}
    `,
  });
  const ticking = { name: 'teller', command: process.execPath, args: ['--import', loader, ...text], env: {} };
  await supervisor.start(plan('silent', `${ready} ${stay}`), whenReady);
  await supervisor.start(ticking, whenReady);
  const [silent, frozen] = children;
  for (const one of [silent, frozen]) process.kill(one?.pid ?? 0, 'SIGSTOP');
  await until('another runs and is ready', () => {
    return readFileSync(`${folder}/teller.log`, 'utf8').split('ready').length === 3;
  });
  expect(said).toEqual([
    'teller is frozen: no sign of life for 4 s.',
    `teller ended (SIGKILL). Starting it again; its log is ${folder}/teller.log`,
  ]);
  expect(children.find(({ pid }) => pid === silent?.pid)).toEqual(silent);
});

test('a child that ticks is left alone while its supervisor was not running', async () => {
  const worker = {
    text: `
    import { superviseMe } from 'src/cli/supervision/supervised.ts';
    superviseMe({ supervised: true }, () => undefined);
    ${ready} ${stay}
  `,
  };
  const program = runProgram({
    text: `
      import { createSupervisor } from 'src/cli/supervision/supervisor.ts';
      const supervisor = createSupervisor({ logFolder: '${folder}', say: console.log, onChildren: () => undefined });
      const started = { isReady: (said) => said.includes('ready'), seconds: 20 };
      const plan = { name: 'teller', command: process.execPath, args: ${JSON.stringify(nodeArguments(worker))}, env: {} };
      await supervisor.start(plan, started);
      console.log('running');
      setInterval(() => console.log('turn'), 100);
    `,
  });
  await until('it runs', () => program.output().includes('running'), 30);
  program.process.kill('SIGSTOP');
  await new Promise((resume) => setTimeout(resume, 6_500));
  program.process.kill('SIGCONT');
  const turns = () => program.output().split('turn').length;
  const before = turns();
  await until('the supervisor has looked around for a while', () => turns() > before + 10);
  expect(program.output()).not.toContain('frozen');
});
