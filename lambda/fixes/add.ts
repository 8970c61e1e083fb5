import type { Explanation, ModelFinding, Question, RouteLeg, RouteQuestion } from '../domain/evidence.ts';
import type { Fix } from '../domain/fix.ts';
import type { Finding } from '../domain/verdict.ts';
import { addTransitRoute, addVpcRoute, associate, mendTransitRoute, mendVpcRoute } from './add-route.ts';
import { addAclEntry, addGroupRule } from './add-rule.ts';
import type { Lack } from './lack.ts';
import { explanationLack, legLack, modelLack } from './lack-of.ts';

/** By the codes of Reachability Analyzer, which the network model uses too, then those of Route Analyzer. */
const additions: Readonly<Record<string, (lack: Lack) => Fix | undefined>> = {
  ENI_SG_RULES_MISMATCH: addGroupRule,
  SG_HAS_NO_RULES: addGroupRule,
  SUBNET_ACL_RESTRICTION: addAclEntry,
  NO_ROUTE_TO_DESTINATION: addVpcRoute,
  BAD_STATE_ROUTE: mendVpcRoute,
  TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT: addTransitRoute,
  TGW_RTB_BAD_STATE_ROUTE: mendTransitRoute,
  TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION: associate,

  ROUTE_NOT_FOUND: addTransitRoute,
  BLACKHOLE_ROUTE_FOR_DESTINATION_FOUND: mendTransitRoute,
  TRANSIT_GATEWAY_ATTACHMENT_STABLE_ROUTE_TABLE_NOT_FOUND: associate,
};

/**
 * The command that adds what is missing, no wider than the packets need; nothing where the code does not tell what that is, and
 * where a value is not what it must be.
 */
const addition = (lack: Lack): Pick<Finding, 'fix'> => {
  const fix = Object.hasOwn(additions, lack.code) ? additions[lack.code]?.(lack) : undefined;
  return fix === undefined ? {} : { fix };
};

/** What a finding of the network model lacks, as a finding has it. */
export const modelFix = (told: ModelFinding): Pick<Finding, 'fix'> => addition(modelLack(told));

/** What an explanation of Reachability Analyzer lacks; `direction` of the way on which it lies, if that is told. */
export const explanationFix = (
  explanation: Explanation,
  question: Question,
  direction?: Finding['direction'],
): Pick<Finding, 'fix'> => addition(explanationLack(explanation, question, direction));

/** What a leg of Route Analyzer lacks. */
export const legFix = (
  leg: RouteLeg,
  question: RouteQuestion,
  direction: NonNullable<Finding['direction']>,
): Pick<Finding, 'fix'> => addition(legLack(leg, question, direction));
