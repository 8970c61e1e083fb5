import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { measures } from '../../lambda/domain/measure.ts';
import { metricLine } from '../../lambda/meter.ts';
import { PathwatchStack } from '../../lib/stack.ts';
import { aPath } from '../support/paths.ts';
import { aConfiguration, folders, templateOf } from '../support/synthesized.ts';

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly endpoint?: string;
    readonly alarms?: readonly string[];
    readonly metrics?: readonly (readonly (string | { readonly expression?: string })[])[];
    readonly updateOn?: unknown;
  };
}

/** Properties of all resources of a type. */
const propertiesOf = (template: Template, type: string): readonly Readonly<Record<string, unknown>>[] =>
  Object.values(template.findResources(type)).map(({ Properties }) => Properties);

/** The body as CloudWatch is given it, with each reference as the logical id that it is to. */
const bodyOf = (template: Template): { readonly name: string; readonly widgets: readonly Widget[] } => {
  const [dashboard] = propertiesOf(template, 'AWS::CloudWatch::Dashboard');
  const joined = (value: unknown): string => {
    if (typeof value === 'string') return value;
    const {
      'Fn::Join': join,
      'Fn::GetAtt': attribute,
      Ref,
    } = value as {
      readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
      readonly 'Fn::GetAtt'?: readonly string[];
      readonly Ref?: string;
    };
    return join?.[1].map(joined).join(join[0]) ?? attribute?.[0] ?? Ref ?? '';
  };
  const { widgets } = JSON.parse(joined(dashboard?.DashboardBody));
  return { name: joined(dashboard?.DashboardName), widgets };
};

const template = templateOf();
const { name, widgets } = bodyOf(template);
const of = (type: string) => widgets.filter((widget) => widget.type === type);
const graphed = widgets.flatMap(({ properties }) => properties.metrics ?? []);
const expressions = graphed.flatMap((metric) =>
  metric.flatMap((part) => (typeof part === 'object' && part.expression !== undefined ? [part.expression] : [])),
);

test('is one, named by the stack and its Region, since dashboards are of an account', () => {
  template.resourceCountIs('AWS::CloudWatch::Dashboard', 1);
  expect(name).toBe('Pathwatch-AWS::Region');
});

test('the overview comes first, after a line that says what it is, and is drawn anew at each refresh', () => {
  expect(widgets.slice(0, 2).map(({ type }) => type)).toEqual(['text', 'custom']);
  expect(widgets[0]?.properties.markdown).toMatch(/^# Pathwatch: Pathwatch\n/);
  expect(of('custom')[0]?.properties).toMatchObject({
    endpoint: expect.stringMatching(/Widget.*Function/),
    updateOn: { refresh: true, resize: false, timeRange: false },
  });
});

test('every alarm is shown', () => {
  const shown = of('alarm').flatMap(({ properties }) => properties.alarms ?? []);
  expect([...shown].sort()).toEqual(Object.keys(template.findResources('AWS::CloudWatch::Alarm')).sort());
  expect(shown).toHaveLength(10);
});

test('every metric that is graphed is one that is sent, with the dimensions that it is sent with', () => {
  const sent = new Set(
    measures.flatMap((measure) =>
      ([{ kind: 'all' }, { kind: 'path', id: 'x' }, { kind: 'tag', tag: 'k=v' }] as const).map((of) => {
        const { _aws } = JSON.parse(metricLine('Pathwatch', { [measure]: 1 }, new Date(0), of));
        const [{ Namespace, Dimensions, Metrics }] = _aws.CloudWatchMetrics;
        return [Namespace, ...Dimensions[0], Metrics[0].Name].join();
      }),
    ),
  );
  const own = graphed.filter(([namespace]) => namespace === 'Pathwatch');
  const plain = own.map(([namespace, metric, dimension, value]) => {
    expect(value).toBe('Pathwatch');
    return [namespace, dimension, metric].join();
  });
  const searched = expressions.flatMap((expression) => {
    const [, schema, metric, deployment] =
      /SEARCH\('\{([\w,]+)\} MetricName="(\w+)" Deployment="(\w+)"', '\w+', \d+\)/.exec(expression) ?? [];
    if (schema === undefined) return [];
    expect(deployment).toBe('Pathwatch');
    return [`${schema},${metric}`];
  });
  expect(plain.length + searched.length).toBeGreaterThanOrEqual(8);
  for (const metric of [...plain, ...searched]) expect(sent).toContain(metric);
});

test('what is not as expected is drawn until the next look, by path and by tag', () => {
  const period = (every: string): readonly string[] =>
    bodyOf(templateOf(aConfiguration({ paths: [aPath({ every })] })))
      .widgets.flatMap(({ properties }) => properties.metrics ?? [])
      .flatMap((metric) => metric.flatMap((part) => (typeof part === 'object' ? (part.expression ?? []) : [])))
      .filter((expression) => expression.includes('PathsDown'))
      .map((expression) => /(\d+)\), 0\)$/.exec(expression)?.[1] ?? '');
  expect(period('rate(5 minutes)')).toEqual(['300', '300']);
  expect(period('rate(1 minute)')).toEqual(['300', '300']);
  expect(period('rate(1 hour)')).toEqual(['3600', '3600']);
  expect(period('cron(0 8 ? * MON-FRI *) UTC')).toEqual(['86400', '86400']);
});

test('fewer than fifty metrics are named, which is what a free dashboard has', () => {
  expect(graphed.length).toBeLessThan(50);
});

test('nothing stands upon anything else, nor beyond the width of a dashboard', () => {
  const cells = new Set<string>();
  for (const { x, y, width, ...rest } of widgets as readonly (Widget & { readonly height: number })[])
    for (let column = x; column < x + width; column += 1)
      for (let row = y; row < y + rest.height; row += 1) {
        expect(column).toBeLessThan(24);
        expect(cells).not.toContain(`${column}/${row}`);
        cells.add(`${column}/${row}`);
      }
});

test('the function reads the table and can do nothing else, and nobody is let at it', () => {
  const [policy] = propertiesOf(template, 'AWS::IAM::Policy').filter(({ PolicyName }) =>
    /Widget/.test(`${PolicyName}`),
  );
  const { Statement } = (policy?.PolicyDocument ?? { Statement: [] }) as {
    readonly Statement: readonly { readonly Action: unknown }[];
  };
  expect(Statement.flatMap(({ Action }) => Action)).toEqual([
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'dynamodb:Query',
    'dynamodb:GetItem',
  ]);
  expect(JSON.stringify(Statement)).not.toContain('*');
  template.resourceCountIs('AWS::Lambda::Permission', 0);
});

test('where it is not wanted, there is neither the dashboard nor the function', () => {
  const without = Template.fromStack(
    new PathwatchStack(new App(), 'Pathwatch', {
      configuration: aConfiguration(),
      bundles: folders(),
      dashboard: false,
    }),
  );
  without.resourceCountIs('AWS::CloudWatch::Dashboard', 0);
  without.resourceCountIs('AWS::Lambda::Function', 4);
});
