import { list, part, type Raw, text } from '../../lambda/snapshot/raw.ts';
import type { DocumentKey, Documents } from '../../lambda/snapshot/snapshot.ts';
import { type PageSize, pageOf } from '../ec2/page.ts';
import { ServiceError } from '../endpoint.ts';
import type { ElbOperations } from './service.ts';

interface Asked {
  readonly Marker?: string;
  readonly PageSize?: number;
  readonly Names?: readonly string[];
  readonly LoadBalancerArns?: readonly string[];
  readonly LoadBalancerArn?: string;
  readonly ListenerArns?: readonly string[];
  readonly ListenerArn?: string;
  readonly RuleArns?: readonly string[];
  readonly TargetGroupArns?: readonly string[];
  readonly TargetGroupArn?: string;
  readonly Targets?: readonly Raw[];
  readonly Include?: readonly string[];
  readonly LoadBalancerNames?: readonly string[];
  readonly LoadBalancerName?: string;
}

const invalid = (message: string): ServiceError => new ServiceError('ValidationError', message);

const notFound = (what: string, id: string): ServiceError =>
  new ServiceError(`${what.replaceAll(' ', '')}NotFound`, `One or more ${what.toLowerCase()}s not found: ${id}`);

/** All elements, or those with the ids that are asked for; `what`, such as `Target Group`, words the refusal. */
const select = (
  elements: readonly Raw[],
  field: string,
  ids: readonly string[] | undefined,
  what: string,
): readonly Raw[] => {
  if (ids === undefined || ids.length === 0) return elements;
  const missing = ids.find((id) => !elements.some((element) => text(element, field) === id));
  if (missing !== undefined) throw notFound(what, missing);
  return elements.filter((element) => ids.includes(text(element, field) ?? ''));
};

const only = (elements: readonly Raw[], field: string, id: string | undefined, what: string): Raw => {
  if (id === undefined || id === '') throw invalid(`${field} is required`);
  return select(elements, field, [id], what)[0] ?? {};
};

const paged = (key: string, elements: readonly Raw[], { Marker, PageSize }: Asked, pageSize: number): object => {
  if (PageSize !== undefined && (PageSize < 1 || PageSize > 400)) throw invalid('PageSize must be between 1 and 400');
  const size = Math.min(PageSize ?? pageSize, pageSize);
  const { items, NextToken } = pageOf(elements, { MaxResults: size, NextToken: Marker }, size);
  return { [key]: items, ...(NextToken === undefined ? {} : { NextMarker: NextToken }) };
};

/**
 * The Describe calls of load balancing for the network in `documents`, read anew at every call. A page has at most
 * `pageSize` elements, asked at every call. An element that the network does not have, such as the attributes of a load balancer, is
 * answered as an empty list.
 */
export const describeLoadBalancing = (documents: () => Documents, pageSize: PageSize = () => 400): ElbOperations => {
  const of = (key: DocumentKey): readonly Raw[] => documents()[key] ?? [];
  const nested = (key: DocumentKey, field: string): readonly Raw[] =>
    of(key).flatMap((element) => list(element, field));
  /** What is kept under an id, such as a target group's attributes. */
  const kept = (key: DocumentKey, field: string, id: string): Raw =>
    of(key).find((element) => text(element, field) === id) ?? {};
  const balancer = (id: string | undefined): string =>
    `${only(of('LoadBalancers'), 'LoadBalancerArn', id, 'Load Balancer').LoadBalancerArn}`;
  const group = (id: string | undefined): string =>
    `${only(of('TargetGroups'), 'TargetGroupArn', id, 'Target Group').TargetGroupArn}`;

  const listeners = (asked: Asked): readonly Raw[] => {
    if (asked.LoadBalancerArn !== undefined)
      return list(kept('LoadBalancerListeners', 'LoadBalancerArn', balancer(asked.LoadBalancerArn)), 'Listeners');
    if (asked.ListenerArns === undefined) throw invalid('You must specify either listener ARNs or a load balancer ARN');
    return select(nested('LoadBalancerListeners', 'Listeners'), 'ListenerArn', asked.ListenerArns, 'Listener');
  };

  const rules = (asked: Asked): readonly Raw[] => {
    if (asked.ListenerArn === undefined && asked.RuleArns === undefined)
      throw invalid('You must specify either listener rule ARNs or a listener ARN');
    if (asked.ListenerArn === undefined)
      return select(nested('ListenerRules', 'Rules'), 'RuleArn', asked.RuleArns, 'Rule');
    only(nested('LoadBalancerListeners', 'Listeners'), 'ListenerArn', asked.ListenerArn, 'Listener');
    return list(kept('ListenerRules', 'ListenerArn', asked.ListenerArn), 'Rules');
  };

  const groups = (asked: Asked): readonly Raw[] => {
    if (asked.LoadBalancerArn !== undefined) {
      const arn = balancer(asked.LoadBalancerArn);
      return of('TargetGroups').filter(
        ({ LoadBalancerArns }) => Array.isArray(LoadBalancerArns) && LoadBalancerArns.includes(arn),
      );
    }
    const named = select(of('TargetGroups'), 'TargetGroupName', asked.Names, 'Target Group');
    return select(named, 'TargetGroupArn', asked.TargetGroupArns, 'Target Group');
  };

  const health = (asked: Asked): readonly Raw[] => {
    const arn = group(asked.TargetGroupArn);
    const all = list(kept('LoadBalancerTargetHealth', 'TargetGroupArn', arn), 'TargetHealthDescriptions');
    const targets = asked.Targets;
    if (targets === undefined || targets.length === 0) return all;
    return all.filter((description) => {
      const target = part(description, 'Target');
      return targets.some(({ Id, Port }) => Id === target.Id && (Port === undefined || Port === target.Port));
    });
  };

  return {
    second: {
      DescribeLoadBalancers: (asked: Asked) => {
        const named = select(of('LoadBalancers'), 'LoadBalancerName', asked.Names, 'Load Balancer');
        const found = select(named, 'LoadBalancerArn', asked.LoadBalancerArns, 'Load Balancer');
        return paged('LoadBalancers', found, asked, pageSize());
      },
      DescribeLoadBalancerAttributes: ({ LoadBalancerArn }: Asked) => ({
        Attributes: list(kept('LoadBalancerAttributes', 'LoadBalancerArn', balancer(LoadBalancerArn)), 'Attributes'),
      }),
      DescribeListeners: (asked: Asked) => paged('Listeners', listeners(asked), asked, pageSize()),
      DescribeRules: (asked: Asked) => paged('Rules', rules(asked), asked, pageSize()),
      DescribeTargetGroups: (asked: Asked) => paged('TargetGroups', groups(asked), asked, pageSize()),
      DescribeTargetGroupAttributes: ({ TargetGroupArn }: Asked) => ({
        Attributes: list(kept('TargetGroupAttributes', 'TargetGroupArn', group(TargetGroupArn)), 'Attributes'),
      }),
      DescribeTargetHealth: (asked: Asked) => ({ TargetHealthDescriptions: health(asked) }),
    },
    classic: {
      DescribeLoadBalancers: (asked: Asked) => {
        const all = of('LoadBalancerDescriptions');
        const found = select(all, 'LoadBalancerName', asked.LoadBalancerNames, 'Load Balancer');
        return paged('LoadBalancerDescriptions', found, asked, pageSize());
      },
      DescribeLoadBalancerAttributes: ({ LoadBalancerName }: Asked) => {
        only(of('LoadBalancerDescriptions'), 'LoadBalancerName', LoadBalancerName, 'Load Balancer');
        const element = kept('ClassicLoadBalancerAttributes', 'LoadBalancerName', `${LoadBalancerName}`);
        return { LoadBalancerAttributes: part(element, 'LoadBalancerAttributes') };
      },
    },
  };
};
