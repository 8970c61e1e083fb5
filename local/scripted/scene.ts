/** The states of the scripted network: healthy, or with one of the scenario's three faults. */
export const scenes = ['healthy', 'transit-route-missing', 'security-group-closed', 'vpc-route-missing'] as const;
export type Scene = (typeof scenes)[number];

/** What each fault is, and what repairs it, in the words of the demo. */
export const sceneText: Readonly<
  Record<Exclude<Scene, 'healthy'>, { readonly fault: string; readonly repair: string }>
> = {
  'transit-route-missing': {
    fault: 'the route back to VPC A is removed from the transit gateway route table of VPC B',
    repair: 'the transit gateway route is put back',
  },
  'security-group-closed': {
    fault: "the inbound rule for tcp/3389 is removed from B's security group",
    repair: 'the security group rule is put back',
  },
  'vpc-route-missing': {
    fault: "the route back to VPC A is removed from B's VPC route table",
    repair: 'the VPC route is put back',
  },
};
