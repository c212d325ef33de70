import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { searchAttributes } from '../../src/domain/search-attributes.ts';
import { environment } from '../../src/platform/settings.ts';
import { tuning } from '../../src/platform/temporal-server.ts';
import { type Compose, interpolated, readCompose, root, type Service, textOf } from './compose.ts';

const compose: Compose = readCompose();
const services: [name: string, service: Service][] = Object.entries(compose.services);
const own = services.filter(([, { build }]) => build !== undefined);
const named = (name: string): Service => {
  const found = compose.services[name];
  if (!found) throw new Error(`no service ${name}`);
  return found;
};

/** The ports that a service listens on, as it is told or as its image does. */
const listens: Record<string, (environment: Record<string, string>) => (string | undefined)[]> = {
  postgres: () => ['5432'],
  temporal: () => ['7233'],
  'temporal-ui': () => ['8080'],
  sandbox: (env) => [env['TELLERLINE_SANDBOX_PORT']],
  api: (env) => [env['TELLERLINE_API_PORT'], env['TELLERLINE_CODEC_PORT']],
};
const listensOn = (name: string) => listens[name]?.(named(name).environment) ?? [];

describe('the services', () => {
  test('are all that the whole of it needs', () => {
    const expected = [
      'postgres',
      'temporal-schema',
      'temporal',
      'temporal-ui',
      'prepare',
      'sandbox',
      'worker',
      'api',
    ];
    expect(services.map(([name]) => name).sort()).toEqual(expected.sort());
  });

  test.each(services)('%s runs an image of one certain version', (_name, { image }) => {
    expect(image).toMatch(/^[a-z0-9/-]+:\d+\.\d+(\.\d+)?(-[a-z0-9.-]+)?$/);
    if (!image.startsWith('postgres:')) expect(image).toMatch(/:\d+\.\d+\.\d+/);
  });

  test('run one version of Temporal, and our image is of the version that package.json says', () => {
    const { version } = JSON.parse(textOf('package.json')) as { version: string };
    for (const [, { image }] of own) expect(image).toBe(`tellerline:${version}`);
    const tag = (name: string) => named(name).image.split(':')[1];
    expect(tag('temporal-schema')).toBe(tag('temporal'));
  });

  test.each(services)(
    '%s waits only for services that there are, and that can come to what it waits for',
    (...of) => {
      for (const [name, { condition }] of Object.entries(of[1].depends_on)) {
        const other = named(name);
        if (condition === 'service_healthy') expect(other.healthcheck).toBeDefined();
        if (condition === 'service_completed_successfully') expect(other.restart ?? 'no').toBe('no');
      }
    },
  );

  test.each(services)('%s mounts volumes that are declared and files that exist', (_name, { volumes }) => {
    for (const [source = ''] of volumes.map((volume) => volume.split(':'))) {
      if (source.startsWith('./')) expect(existsSync(join(root, source))).toBe(true);
      else expect(Object.keys(compose.volumes)).toContain(source);
    }
  });

  test('publish ports on loopback, none twice, and only ports that they listen on', () => {
    const all = services.flatMap(([name, { ports }]) => ports.map((port) => ({ name, port })));
    const outside = all.map(({ port }) => port.split(':')[1]);
    expect(new Set(outside).size).toBe(outside.length);
    for (const { name, port } of all) expect(listensOn(name)).toContain(port.split(':')[2]);
  });
});

describe('the settings', () => {
  test.each(own)(
    'of %s are ones that the code reads, with values that it takes',
    (_name, { environment: written }) => {
      const env = Object.fromEntries(
        Object.entries(written).map(([name, value]) => [name, interpolated(value)]),
      );
      const ours = Object.entries(env).filter(([name]) => name.startsWith('TELLERLINE_'));
      for (const [name] of ours) expect(Object.keys(environment.shape)).toContain(name);
      expect(environment.safeParse(env).error).toBeUndefined();
      // What is not ours is Temporal's, and its own tools read it.
      const others = Object.keys(env).filter((name) => !name.startsWith('TELLERLINE_'));
      expect(others.every((name) => ['TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE'].includes(name))).toBe(true);
    },
  );

  test('name services that there are, by ports that they listen on', () => {
    const values = services.flatMap(([, { environment: env }]) => Object.values(env).map(interpolated));
    const addresses = values.flatMap((value) => [
      ...value.matchAll(/^(?:https?:\/\/)?(?<host>[a-z][a-z-]+):(?<port>\d+)$/g),
    ]);
    const inside = addresses.map(({ groups = {} }) => groups).filter(({ host }) => host !== 'localhost');
    expect(inside.length).toBeGreaterThanOrEqual(4);
    for (const { host = '', port } of inside) expect(listensOn(host)).toContain(port);
    expect(named('temporal').environment['POSTGRES_SEEDS']).toBe('postgres');
    expect(named('temporal-schema').environment['SQL_HOST']).toBe('postgres');
  });

  test('have the UI’s browser find the codec route, and the codec route know the UI', () => {
    const { host, port, protocol } = new URL(
      named('temporal-ui').environment['TEMPORAL_CODEC_ENDPOINT'] ?? '',
    );
    expect(protocol).toBe('http:');
    expect(named('api').ports).toContain(`${host}:${named('api').environment['TELLERLINE_CODEC_PORT']}`);
    expect(host).toBe(`127.0.0.1:${port}`);
    const origin = new URL(named('api').environment['TELLERLINE_UI_ORIGIN'] ?? '');
    expect(named('temporal-ui').ports).toContain(`127.0.0.1:${origin.port}:8080`);
  });

  test('let whoever reads keys and tenants read only, but for what makes them', () => {
    const mounts = own.flatMap(([name, { volumes }]) => volumes.map((volume) => [name, volume]));
    const ofData = mounts.filter(([, volume]) => volume?.startsWith('data:'));
    expect(Object.fromEntries(ofData)).toEqual({
      prepare: 'data:/data',
      worker: 'data:/data:ro',
      api: 'data:/data:ro',
    });
  });
});

describe('the secrets', () => {
  const { api, prepare, worker } = compose.services;

  test('are opened by a master key that lies apart from them, and that only what makes it may write', () => {
    expect(
      [prepare, worker, api].map((one) => one?.volumes.find((volume) => volume.includes('secrets'))),
    ).toEqual(['secrets:/secrets', 'secrets:/secrets:ro', 'secrets:/secrets:ro']);
    for (const one of [prepare, worker, api])
      expect(one?.environment['TELLERLINE_MASTER_KEY_FILE']).toBe('/secrets/master.key');
    const mounts = services.filter(([, { volumes }]) => volumes.some((volume) => volume.includes('secrets')));
    expect(mounts.map(([name]) => name)).toEqual(['prepare', 'worker', 'api']);
  });

  test('of live accounts are refused until somebody says that TLS is ended in front', () => {
    expect(interpolated(api?.environment['TELLERLINE_BEHIND_TLS'] ?? '')).toBe('0');
  });
});

describe('the image', () => {
  const dockerfile = textOf('Dockerfile');

  test.each(own)('starts %s by a program that there is', (_name, { command = [] }) => {
    const [program = ''] = command;
    expect(program).toMatch(/^dist\/cli\/[a-z-]+\.js$/);
    expect(existsSync(join(root, program.replace('dist', 'src').replace(/\.js$/, '.ts')))).toBe(true);
  });

  test('starts the API where nothing else is said', () => {
    expect(dockerfile).toContain('ENTRYPOINT ["node", "--enable-source-maps"]');
    expect(dockerfile).toContain('CMD ["dist/cli/api.js"]');
  });

  test('is made of one certain Node that package.json allows, and runs without root', () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:20\.(2\d|[3-9]\d)\.\d+-[a-z]+-slim$/);
    expect(dockerfile).toMatch(/^USER node$/m);
  });

  test('installs by the lockfile and builds by scripts that there are, from files that are sent', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    expect(dockerfile).toContain('RUN npm ci');
    for (const [, script = ''] of dockerfile.matchAll(/npm run ([\w-]+)/g))
      expect(scripts).toHaveProperty(script);
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files = '']) =>
      files.split(' '),
    );
    const sent = textOf('.dockerignore').split('\n');
    for (const file of copied) {
      expect(existsSync(join(root, file))).toBe(true);
      expect(sent).toContain(`!${file}`);
    }
    expect(copied).toEqual(expect.arrayContaining(['package-lock.json', 'src']));
  });

  test('is sent no key, no data and nothing of this machine', () => {
    expect(textOf('.dockerignore').split('\n')).toContain('*');
  });
});

describe('Temporal', () => {
  test('is given the dynamic settings that the embedded server has', () => {
    const path = named('temporal').environment['DYNAMIC_CONFIG_FILE_PATH'] ?? '';
    const file = path.replace('config/dynamicconfig/', '');
    const mounted = named('temporal').volumes[0]?.split(':')[0] ?? '';
    const set = parse(textOf(join(mounted, file))) as Record<string, { value: unknown }[]>;
    const said = Object.entries(set).map(([key, [first]]) => `${key}=${JSON.stringify(first?.value)}`);
    const embedded = tuning({ searchAttributes }).filter(
      (_, n, all) => all[n - 1] === '--dynamic-config-value',
    );
    expect(said.sort()).toEqual(embedded.sort());
  });

  test('has its schema made by a script that is there, for both of its databases', () => {
    const { volumes, command } = named('temporal-schema');
    expect(volumes).toEqual(['./ops/temporal:/ops:ro']);
    expect(command).toEqual(['/ops/schema.sh']);
    expect(textOf('ops/temporal/schema.sh')).toContain('temporal:temporal temporal_visibility:visibility');
  });
});
