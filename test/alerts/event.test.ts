import { readFile } from 'node:fs/promises';
import { eventDetail } from '../../lambda/alerts/event.ts';
import { alertEvent, alertEventJsonSchema } from '../../lambda/alerts/event-schema.ts';
import { situations } from './situations.ts';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly description?: string;
}

/** Every property of a schema, with the way to it. */
const propertiesOf = (schema: Schema, at = ''): readonly (readonly [string, Schema])[] => [
  ...Object.entries(schema.properties ?? {}).flatMap(([key, value]): readonly (readonly [string, Schema])[] => [
    [`${at}/${key}`, value],
    ...propertiesOf(value, `${at}/${key}`),
  ]),
  ...(schema.items ? propertiesOf(schema.items, at) : []),
];

test('the published schema is current; `npm run schema` writes it', async () => {
  const published = await readFile(new URL('../../docs/alert-event.schema.json', import.meta.url), 'utf8');
  expect(published).toBe(`${JSON.stringify(alertEventJsonSchema(), undefined, 2)}\n`);
});

test('every property is described', () => {
  const properties = propertiesOf(alertEventJsonSchema());
  expect(properties.length).toBeGreaterThan(60);
  expect(properties.filter(([, schema]) => !schema.description).map(([at]) => at)).toEqual([]);
});

test.each(Object.entries(situations))('the event of %s is as the schema says', (_name, alert) => {
  const detail = JSON.parse(JSON.stringify(eventDetail(alert)));
  expect(alertEvent.parse(detail)).toEqual(detail);
});

test('an event names its incident, its paths, what changed, who changed it, and the command', () => {
  const alert = situations['update-paths-go'];
  if (alert === undefined) throw new Error('no such situation');
  const { incident, path, cause, fixes, ...detail } = eventDetail(alert);
  expect(detail).toMatchObject({ version: '1', kind: 'updated', state: 'BROKEN', confidence: 'confirmed' });
  expect(incident.id).toBe(alert.incidentId);
  expect([incident.down.count, incident.up.count]).toEqual([3, 11]);
  expect(incident.up.first.map(({ id }) => id)).toContain('shop-1-to-b');
  expect(path).toMatchObject({ id: 'a-to-b-rdp', expect: 'reachable', verdict: 'unreachable' });
  expect(cause?.facts[0]?.component).toBe('rtb-021ab122f4f50d879');
  expect(cause?.calls[0]).toMatchObject({ name: 'DeleteRoute', author: { tool: 'AWS CLI' } });
  expect(fixes[0]?.command).toBe(
    'aws ec2 create-route --route-table-id rtb-021ab122f4f50d879 --destination-cidr-block 10.0.0.0/16 --transit-gateway-id tgw-0e8d7c6b5a4f39201',
  );
});
