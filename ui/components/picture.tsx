import { counted } from '../../lambda/asking/amount.ts';
import type { Laid, PictureView, PlacedEdge, PlacedFrame, PlacedNode } from '../view/layout.ts';
import { Moment } from './moment.tsx';
import { PathName } from './name.tsx';
import { Scroll } from './scroll.tsx';
import { standingWords } from './standing.tsx';

/** Characters that a box has room for. */
const ROOM = 25;

const short = (text: string): string => {
  const characters = Array.from(text);
  return characters.length <= ROOM ? text : `${characters.slice(0, ROOM - 1).join('')}…`;
};

const Frame = ({ frame }: { readonly frame: PlacedFrame }) => {
  const { id, kind, name, x, y, width, height } = frame;
  return (
    <g class={`frame ${kind}`}>
      <title>{name === null ? id : `${name} (${id})`}</title>
      <rect x={x} y={y} width={width} height={height} rx={kind === 'vpc' ? 10 : 6} />
      <text x={x + 8} y={y + 14}>
        {short(name ?? id)}
      </text>
    </g>
  );
};

const Edge = ({ edge }: { readonly edge: PlacedEdge }) => {
  const { from, to, points, state, isPassed, paths } = edge;
  const d = points.map(([x, y], place) => `${place === 0 ? 'M' : 'L'}${x} ${y}`).join('');
  return (
    <g class={`edge ${state}${isPassed ? '' : ' beyond'}`}>
      <title>{`${from} – ${to}: ${paths.slice(0, 10).join(', ')}${paths.length > 10 ? ` and ${paths.length - 10} more` : ''}`}</title>
      <path d={d} fill="none" />
    </g>
  );
};

const Node = ({ node }: { readonly node: PlacedNode }) => {
  const { id, kind, name, stops, standing, x, y, width, height } = node;
  const words = kind.replaceAll('-', ' ');
  return (
    <g class={`node ${kind} ${standing}`}>
      <title>{[name === null ? id : `${name} (${id})`, words, ...stops].join('\n')}</title>
      <rect x={x} y={y} width={width} height={height} rx={6} />
      {standing === 'unexpected' && <path class="cross" d={`M${x + width - 20} ${y + 8}l12 12m0-12l-12 12`} />}
      {standing === 'undetermined' && (
        <text class="doubt" x={x + width - 18} y={y + 20}>
          ?
        </text>
      )}
      <text class="title" x={x + 10} y={y + 21}>
        {short(name ?? id)}
      </text>
      <text class="about" x={x + 10} y={y + 40}>
        {short(name === null || name === id ? words : id)}
      </text>
    </g>
  );
};

const Drawing = ({ laid }: { readonly laid: Laid }) => (
  <svg
    class="picture"
    role="img"
    aria-label={`${laid.paths.length} paths over ${laid.nodes.length} components; what stops them is listed below`}
    viewBox={`0 0 ${Math.ceil(laid.width)} ${Math.ceil(laid.height)}`}
    width={Math.ceil(laid.width)}
  >
    {laid.frames.map((frame) => (
      <Frame key={frame.id} frame={frame} />
    ))}
    {laid.edges.map((edge) => (
      <Edge key={`${edge.from} ${edge.to}`} edge={edge} />
    ))}
    {laid.nodes.map((node) => (
      <Node key={node.id} node={node} />
    ))}
  </svg>
);

const Names = ({ ids }: { readonly ids: readonly string[] }) => (
  <>
    {ids.map((id, place) => (
      <span key={id}>
        {place > 0 && ', '}
        <PathName id={id} />
      </span>
    ))}
  </>
);

/** The same for who does not see it: what is in the way of which paths where, what is open, what is not drawn. */
const Told = ({ laid }: { readonly laid: Laid }) => {
  const { nodes, open, unresolved, left, isWell } = laid;
  const stopping = nodes.filter(({ stops }) => stops.length > 0);
  return (
    <>
      {isWell && <p>Nothing stops a path that must pass, and nothing is open that must not be.</p>}
      <ul class="findings">
        {stopping.map(({ id, name, stops, standing }) => (
          <li key={id} class={standing === 'unexpected' ? 'unreachable' : 'unknown'}>
            <p>
              At <code>{id}</code> {name !== null && <bdi>{name}</bdi>}
            </p>
            {stops.map((text) => (
              <p key={text}>
                <bdi>{text}</bdi>
              </p>
            ))}
          </li>
        ))}
        {open.length > 0 && (
          <li class="unreachable">
            <p>
              Open though they must not be: <Names ids={open} />
            </p>
          </li>
        )}
        {unresolved.length > 0 && (
          <li class="unknown">
            <p>
              Not drawn, for their ends stand for nothing in this network: <Names ids={unresolved} />
            </p>
          </li>
        )}
      </ul>
      {left > 0 && <p class="quiet">{counted(left, 'path')} more, for which there is no room.</p>}
    </>
  );
};

/** The declared paths over the VPCs, subnets and gateways that they cross. */
export const Picture = ({ view }: { readonly view: PictureView }) => {
  if ('reason' in view)
    return (
      <p class="empty">
        The network cannot be drawn: <bdi>{view.reason}</bdi>.
      </p>
    );
  const { laid, takenAt } = view;
  if (laid.nodes.length === 0)
    return <p class="empty">No path leads over anything yet: their ends stand for nothing in this network.</p>;
  return (
    <>
      <Scroll label="The network">
        <Drawing laid={laid} />
      </Scroll>
      <p class="legend">
        {(['expected', 'unexpected', 'undetermined'] as const).map((standing) => (
          <span key={standing}>
            <svg class="picture" viewBox="0 0 30 8" width="30" height="8" aria-hidden="true">
              <g class={`edge ${standing}`}>
                <path d="M0 4h30" fill="none" />
              </g>
            </svg>
            {standingWords[standing]}
          </span>
        ))}
        <span class="quiet">
          Broken lines: packets do not come so far. The network of <Moment at={takenAt} />,{' '}
          {counted(laid.paths.length, 'path')}.
        </span>
      </p>
      <Told laid={laid} />
      <details>
        <summary>The paths that are drawn</summary>
        <ul>
          {laid.paths.map((id) => (
            <li key={id}>
              <PathName id={id} />
            </li>
          ))}
        </ul>
      </details>
    </>
  );
};
