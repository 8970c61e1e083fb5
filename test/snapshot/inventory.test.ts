import { inventoryOf } from '../../lambda/snapshot/inventory.ts';
import { scenario as documents } from '../../local/scenario.ts';
import { anAttachment, anInstance, anInterface, anInventory, vpcA, vpcB } from '../support/network.ts';

describe('an inventory', () => {
  test('knows every resource of a snapshot that can be an end, by id and by type', () => {
    const { byId, byType } = anInventory({
      Reservations: [anInstance('a')],
      NetworkInterfaces: [anInterface('b', vpcA, '10.0.0.5')],
      InternetGateways: [{ InternetGatewayId: 'igw-1' }],
      TransitGateways: [{ TransitGatewayId: 'tgw-1', State: 'available' }],
      TransitGatewayAttachments: [anAttachment('c', vpcA)],
      VpcEndpoints: [{ VpcEndpointId: 'vpce-1', State: 'Available' }],
      VpcPeeringConnections: [{ VpcPeeringConnectionId: 'pcx-1', Status: { Code: 'active' } }],
      VpnGateways: [{ VpnGatewayId: 'vgw-1', State: 'available' }],
    });
    expect([...byId.values()].every((resource) => resource.alive)).toBe(true);
    expect(byId.size).toBe(8);
    expect(byType.size).toBe(8);
  });

  test.each([
    { Reservations: [anInstance('a', { state: 'terminated' })] },
    { TransitGateways: [{ TransitGatewayId: 'x', State: 'deleted' }] },
    { VpcEndpoints: [{ VpcEndpointId: 'x', State: 'Rejected' }] },
    { VpcPeeringConnections: [{ VpcPeeringConnectionId: 'x', Status: { Code: 'expired' } }] },
    { VpnGateways: [{ VpnGatewayId: 'x', State: 'deleting' }] },
  ])('keeps what is gone, as gone: %j', (given) => {
    expect([...anInventory(given).byId.values()].map((resource) => resource.alive)).toEqual([false]);
  });

  test('a stopped instance is still an end', () => {
    const { byId } = anInventory({ Reservations: [anInstance('a', { state: 'stopped' })] });
    expect([...byId.values()][0]?.alive).toBe(true);
  });

  test('is the same whatever the order of the answers', () => {
    const reversed = Object.fromEntries(Object.entries(documents).map(([key, items]) => [key, items.toReversed()]));
    const [one, other] = [anInventory(documents), anInventory(reversed)];
    expect([...other.byId]).toEqual([...one.byId]);
    expect([...other.byType.values()].flat()).toEqual([...one.byType.values()].flat());
  });

  test('holds an address once for each interface that has it', () => {
    const { byAddress } = anInventory({
      NetworkInterfaces: [anInterface('b', vpcB, '10.0.0.5'), anInterface('a', vpcA, '10.0.0.5', '192.0.2.7')],
    });
    expect(byAddress.get('10.0.0.5')?.map((resource) => resource.vpcId)).toEqual([vpcA, vpcB]);
    expect(byAddress.get('192.0.2.7')).toHaveLength(1);
  });

  test('lists the attachments of VPCs alone', () => {
    const { attachmentsByVpc } = anInventory({
      TransitGatewayAttachments: [
        anAttachment('b', vpcA),
        anAttachment('a', vpcA, { State: 'deleting' }),
        anAttachment('c', 'vpn-1', { ResourceType: 'vpn' }),
        { TransitGatewayAttachmentId: 'tgw-attach-bare' },
      ],
    });
    expect([...attachmentsByVpc.keys()]).toEqual([vpcA]);
    expect(attachmentsByVpc.get(vpcA)?.map(({ available }) => available)).toEqual([false, true]);
  });

  test('takes an answer whose resources lack everything', () => {
    const bare = { Reservations: [{}, { Instances: [{}] }], NetworkInterfaces: [{}], TransitGateways: [{}] };
    expect(inventoryOf({ takenAt: '', documents: bare, unreadable: {} }).byId.size).toBe(0);
  });

  test('has a resource once that two accounts describe, with what both say', () => {
    const one = { TransitGatewayId: 'tgw-1', State: 'deleted', Tags: [{ Key: 'Name', Value: 'core' }] };
    const other = { TransitGatewayId: 'tgw-1', State: 'available', Tags: [{ Key: 'team', Value: 'net' }] };
    for (const TransitGateways of [
      [one, other],
      [other, one],
    ])
      expect(anInventory({ TransitGateways }).byType.get('transit-gateway')).toEqual([
        {
          type: 'transit-gateway',
          id: 'tgw-1',
          alive: true,
          state: 'available',
          tags: { Name: 'core', team: 'net' },
          addresses: [],
        },
      ]);
  });

  test('has an attachment once that two accounts describe', () => {
    const TransitGatewayAttachments = [
      anAttachment('a', vpcA, { Tags: [{ Key: 'Name', Value: 'x' }], State: 'modifying' }),
      anAttachment('a', vpcA),
    ];
    const { attachmentsByVpc } = anInventory({ TransitGatewayAttachments });
    expect(attachmentsByVpc.get(vpcA)?.map(({ available }) => available)).toEqual([true]);
  });

  test('does not take one thing for another of the same id', () => {
    const { byType } = anInventory({
      TransitGateways: [{ TransitGatewayId: 'x' }],
      VpnGateways: [{ VpnGatewayId: 'x' }],
    });
    expect([...byType.keys()].sort()).toEqual(['transit-gateway', 'vpn-gateway']);
  });

  test.each([null, 7, 'text', [], {}, [null], [7], [{ Key: 1 }]])(
    'has no use for %j where something else belongs',
    (odd) => {
      const instance = { InstanceId: 'i-1', State: odd, VpcId: 7, PrivateIpAddress: odd, Tags: odd };
      const eni = { NetworkInterfaceId: 'eni-1', VpcId: null, PrivateIpAddresses: odd, TagSet: odd };
      const { byId } = anInventory({
        Reservations: [{ Instances: [instance, odd] }, { Instances: odd }],
        NetworkInterfaces: [eni],
        VpcPeeringConnections: [{ VpcPeeringConnectionId: odd, Status: odd }],
        TransitGatewayAttachments: [anAttachment('a', vpcA, { ResourceId: odd, State: odd, ResourceOwnerId: odd })],
      });
      expect([...byId.keys()].slice(0, 2)).toEqual(['eni-1', 'i-1']);
      expect(byId.get('i-1')).toMatchObject({ alive: true, tags: {} });
    },
  );
});
