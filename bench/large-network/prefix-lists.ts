import type { Raw } from '../../lambda/snapshot/raw.ts';
import { idOf, owner, type Region, regions, tagged } from './site.ts';

type Service = 's3' | 'dynamodb';
const services: readonly Service[] = ['s3', 'dynamodb'];

/** AWS's list of a service's addresses in a region. */
export const serviceList = ({ number }: Region, service: Service): string =>
  idOf('pl', 10 + number * 2 + services.indexOf(service));

/** The company's own list: all that it has of 10.0.0.0/8, and its sites. */
export const corporateList = ({ number }: Region): string => idOf('pl', number);

const serviceCidrs = ({ number }: Region, service: Service): readonly string[] =>
  Array.from({ length: 12 }, (_, index) => `52.${216 + number * 2 + services.indexOf(service)}.${index * 16}.0/22`);

const corporateCidrs: readonly string[] = [
  ...Array.from({ length: 8 }, (_, index) => `10.${index * 32}.0.0/11`),
  ...Array.from({ length: 24 }, (_, index) => `172.20.${index * 8}.0/22`),
];

const entries = (cidrs: readonly string[]): readonly Raw[] =>
  cidrs.map((Cidr, index) => ({ Cidr, Description: `block ${index}` }));

const awsLists = regions.flatMap((region) =>
  services.map((service) => ({
    id: serviceList(region, service),
    name: `com.amazonaws.${region.name}.${service}`,
    cidrs: serviceCidrs(region, service),
  })),
);

/** As DescribePrefixLists gives them: AWS's own alone. */
export const prefixListElements: readonly Raw[] = awsLists.map(({ id, name, cidrs }) => ({
  Cidrs: cidrs,
  PrefixListId: id,
  PrefixListName: name,
}));

const managed = (id: string, name: string, by: string): Raw => ({
  AddressFamily: 'IPv4',
  MaxEntries: 60,
  OwnerId: by,
  PrefixListId: id,
  PrefixListName: name,
  State: 'create-complete',
  Tags: by === owner ? tagged(name) : [],
  Version: 4,
});

export const managedListElements: readonly Raw[] = [
  ...regions.map((region) => managed(corporateList(region), 'corporate', owner)),
  ...awsLists.map(({ id, name }) => managed(id, name, 'AWS')),
];

export const listEntryElements: readonly Raw[] = [
  ...regions.map((region) => ({ PrefixListId: corporateList(region), Entries: entries(corporateCidrs) })),
  ...awsLists.map(({ id, cidrs }) => ({ PrefixListId: id, Entries: entries(cidrs) })),
];
