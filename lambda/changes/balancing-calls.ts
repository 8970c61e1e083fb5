import type { CallGroup } from './call-group.ts';

/*
 * Calls of both generations of Elastic Load Balancing: they have one event source in CloudTrail, and some names in common.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Operations.html
 * https://docs.aws.amazon.com/elasticloadbalancing/2012-06-01/APIReference/API_Operations.html
 */

/** Those that can change where packets go, and by which ports. */
export const balancingWatched: readonly CallGroup[] = [
  {
    why: 'load balancers of either generation',
    calls: ['CreateLoadBalancer', 'DeleteLoadBalancer', 'ModifyLoadBalancerAttributes'],
  },
  { why: 'tags, by which ends are selected', calls: ['AddTags', 'RemoveTags'] },
  {
    why: 'where load balancers are and what lets packets in',
    calls: ['ModifyIpPools', 'SetIpAddressType', 'SetSecurityGroups', 'SetSubnets'],
  },
  {
    why: 'listeners and their rules',
    calls: [
      'CreateListener',
      'CreateRule',
      'DeleteListener',
      'DeleteRule',
      'ModifyListener',
      'ModifyRule',
      'SetRulePriorities',
    ],
  },
  {
    why: 'target groups and targets',
    calls: [
      'CreateTargetGroup',
      'DeleteTargetGroup',
      'DeregisterTargets',
      'ModifyTargetGroup',
      'ModifyTargetGroupAttributes',
      'RegisterTargets',
    ],
  },
  {
    why: 'Classic Load Balancers',
    calls: [
      'ApplySecurityGroupsToLoadBalancer',
      'AttachLoadBalancerToSubnets',
      'ConfigureHealthCheck',
      'CreateLoadBalancerListeners',
      'DeleteLoadBalancerListeners',
      'DeregisterInstancesFromLoadBalancer',
      'DetachLoadBalancerFromSubnets',
      'DisableAvailabilityZonesForLoadBalancer',
      'EnableAvailabilityZonesForLoadBalancer',
      'RegisterInstancesWithLoadBalancer',
    ],
  },
];

/** Those that change how a connection is served, not where it goes. */
export const balancingIgnored: readonly CallGroup[] = [
  {
    why: 'certificates and whom they trust',
    calls: [
      'AddListenerCertificates',
      'AddTrustStoreRevocations',
      'CreateTrustStore',
      'DeleteSharedTrustStoreAssociation',
      'DeleteTrustStore',
      'ModifyTrustStore',
      'RemoveListenerCertificates',
      'RemoveTrustStoreRevocations',
      'SetLoadBalancerListenerSSLCertificate',
    ],
  },
  { why: 'headers and idle times', calls: ['ModifyListenerAttributes'] },
  { why: 'capacity', calls: ['ModifyCapacityReservation'] },
  {
    why: 'stickiness, ciphers and the proxy protocol',
    calls: [
      'CreateAppCookieStickinessPolicy',
      'CreateLBCookieStickinessPolicy',
      'CreateLoadBalancerPolicy',
      'DeleteLoadBalancerPolicy',
      'SetLoadBalancerPoliciesForBackendServer',
      'SetLoadBalancerPoliciesOfListener',
    ],
  },
];
