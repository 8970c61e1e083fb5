import { inventoryOf } from '../../lambda/snapshot/inventory.ts';
import { documents } from '../../local/scripted/network.ts';
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
});
