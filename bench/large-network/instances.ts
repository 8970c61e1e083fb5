import type { Raw } from '../../lambda/snapshot/raw.ts';
import { type Planned, subnetId } from './interface-plan.ts';
import { association, macOf, privateAddress, privateName, publicName } from './interfaces.ts';
import { groupsOf } from './security-groups.ts';
import { idIn, owner, type Site, tagged, time, vpcName } from './site.ts';

const volume = (planned: Planned, device: string, number: number): Raw => ({
  DeviceName: device,
  Ebs: {
    AttachTime: time,
    DeleteOnTermination: true,
    Status: 'attached',
    VolumeId: `${planned.id.replace('eni', 'vol')}${number}`,
  },
});

/** A reservation with one instance, as DescribeInstances gives it. */
export const reservationElement = (site: Site, planned: Planned): Raw => {
  const groups = groupsOf(site, planned.role);
  const instance: Raw = {
    AmiLaunchIndex: 0,
    Architecture: 'x86_64',
    BlockDeviceMappings: [volume(planned, '/dev/xvda', 0), volume(planned, '/dev/sdf', 1)],
    BootMode: 'uefi-preferred',
    CapacityReservationSpecification: { CapacityReservationPreference: 'open' },
    ClientToken: `fleet-${planned.id.slice(4)}`,
    CpuOptions: { CoreCount: 2, ThreadsPerCore: 2 },
    CurrentInstanceBootMode: 'uefi',
    EbsOptimized: true,
    EnaSupport: true,
    EnclaveOptions: { Enabled: false },
    HibernationOptions: { Configured: false },
    Hypervisor: 'xen',
    IamInstanceProfile: {
      Arn: `arn:aws:iam::${owner}:instance-profile/${vpcName(site)}-${planned.role}`,
      Id: `AIPAEXAMPLE${planned.id.slice(5, 15).toUpperCase()}`,
    },
    ImageId: 'ami-0d5d9d301c853a04a',
    InstanceId: planned.instance,
    InstanceType: 'm6i.xlarge',
    KeyName: vpcName(site),
    LaunchTime: time,
    MaintenanceOptions: { AutoRecovery: 'default' },
    MetadataOptions: {
      HttpEndpoint: 'enabled',
      HttpProtocolIpv6: 'disabled',
      HttpPutResponseHopLimit: 2,
      HttpTokens: 'required',
      InstanceMetadataTags: 'disabled',
      State: 'applied',
    },
    Monitoring: { State: 'disabled' },
    NetworkInterfaces: [
      {
        ...association(site, planned),
        Attachment: {
          AttachTime: time,
          AttachmentId: planned.id.replace('eni', 'eni-attach'),
          DeleteOnTermination: true,
          DeviceIndex: 0,
          NetworkCardIndex: 0,
          Status: 'attached',
        },
        Description: 'Primary network interface',
        Groups: groups,
        InterfaceType: 'interface',
        Ipv6Addresses: [],
        MacAddress: macOf(planned),
        NetworkInterfaceId: planned.id,
        OwnerId: owner,
        PrivateDnsName: privateName(site, planned),
        PrivateIpAddress: planned.address,
        PrivateIpAddresses: [privateAddress(site, planned)],
        SourceDestCheck: true,
        Status: 'in-use',
        SubnetId: subnetId(site, planned.tier, planned.zone),
        VpcId: idIn(site, 'vpc'),
      },
    ],
    Placement: { AvailabilityZone: site.region.zones[planned.zone], GroupName: '', Tenancy: 'default' },
    PlatformDetails: 'Linux/UNIX',
    PrivateDnsName: privateName(site, planned),
    PrivateDnsNameOptions: {
      EnableResourceNameDnsAAAARecord: false,
      EnableResourceNameDnsARecord: false,
      HostnameType: 'ip-name',
    },
    PrivateIpAddress: planned.address,
    ProductCodes: [],
    PublicDnsName: planned.public === undefined ? '' : publicName(site, planned.public),
    RootDeviceName: '/dev/xvda',
    RootDeviceType: 'ebs',
    SecurityGroups: groups,
    SourceDestCheck: true,
    State: { Code: 16, Name: 'running' },
    StateTransitionReason: '',
    SubnetId: subnetId(site, planned.tier, planned.zone),
    Tags: tagged(`${vpcName(site)}-${planned.role}`, site),
    UsageOperation: 'RunInstances',
    UsageOperationUpdateTime: time,
    VirtualizationType: 'hvm',
    VpcId: idIn(site, 'vpc'),
  };
  return { Groups: [], Instances: [instance], OwnerId: owner, ReservationId: planned.id.replace('eni', 'r') };
};
