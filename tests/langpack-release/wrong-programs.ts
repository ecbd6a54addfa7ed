import type { Language } from '@eventbook/shared/catalog/langpack-settings';

/** What may be wrong with a program that sends an event; every language refuses all of it. */
type Fault =
  | 'a field has another type'
  | 'a field of an object has another type'
  | 'a required field is missing'
  | 'a value is not allowed'
  | 'a constant does not exist'
  | 'a field does not exist'
  | 'an event is not one of this environment'
  | 'a text is too short';

/** What makes a program wrong. */
export interface WrongProgram {
  /** What stands in the right program, and what stands in the wrong one instead, everywhere. */
  readonly change: readonly [right: string, wrong: string];
  readonly refusedBy: 'tool' | 'run';
  /** The complaint: which field, and why. */
  readonly says: RegExp;
}

/** A program that sends an event of site-backend, and ways to write it wrongly. */
export interface Programs {
  readonly right: string;
  readonly wrong: Readonly<Record<Fault, WrongProgram>>;
}

/** The wrong programs of a language by their faults, whole. Throws where a change changes nothing. */
export function wrongPrograms({ right, wrong }: Programs): [string, WrongProgram & { text: string }][] {
  return Object.entries(wrong).map(([fault, program]) => {
    const text = right.replaceAll(...program.change);
    if (text === right) throw new Error(`The right program has no ${program.change[0]}`);
    return [fault, { ...program, text }];
  });
}

const user = '01985b4c-0000-7000-8000-000000000001';

/** Everything is seen by the compiler that a type can say. */
const typescript: Programs = {
  right: `import { CheckoutOrderPaidV3, CommonFieldsV1, createClient, PaymentMethod } from '@classifieds/events-site-backend';

const client = createClient({ common: new CommonFieldsV1({ service: 'billing/4.12' }), strict: true });
client.send(
  new CheckoutOrderPaidV3({
    orderId: 'A-17',
    userId: '${user}',
    paymentMethod: PaymentMethod.CARD,
    amount: '4.90',
    currency: 'EUR',
    items: [{ service: 'top', days: 7, amount: '4.90' }],
  }),
);
if (!(await client.close())) throw new Error('It was not sent.');
`,
  wrong: {
    'a field has another type': {
      change: [`userId: '${user}'`, 'userId: 17'],
      refusedBy: 'tool',
      says: /Type 'number' is not assignable to type 'string'.*property 'userId'/su,
    },
    'a field of an object has another type': {
      change: ['days: 7', "days: '7'"],
      refusedBy: 'tool',
      says: /Type 'string' is not assignable to type 'number'.*property 'days'/su,
    },
    'a required field is missing': {
      change: ["amount: '4.90',\n", '\n'],
      refusedBy: 'tool',
      says: /Property 'amount' is missing/u,
    },
    'a value is not allowed': {
      change: ["'EUR'", "'XTS'"],
      refusedBy: 'tool',
      says: /Type '"XTS"' is not assignable to type 'Currency'.*property 'currency'/su,
    },
    'a constant does not exist': {
      change: ['PaymentMethod.CARD', 'PaymentMethod.BARTER'],
      refusedBy: 'tool',
      says: /Property 'BARTER' does not exist/u,
    },
    'a field does not exist': {
      change: ["orderId: 'A-17',", "orderId: 'A-17', colour: 'red',"],
      refusedBy: 'tool',
      says: /'colour' does not exist in type 'Fields'/u,
    },
    'an event is not one of this environment': {
      change: ['CheckoutOrderPaidV3', 'CheckoutStartedV1'],
      refusedBy: 'tool',
      says: /has no exported member( named)? 'CheckoutStartedV1'/u,
    },
    'a text is too short': {
      change: ["orderId: 'A-17'", "orderId: ''"],
      refusedBy: 'run',
      says: /InvalidEventError: order_id .*at least 1/u,
    },
  },
};

const python: Programs = {
  right: `import uuid
from decimal import Decimal

from classifieds_events_site_backend import (
    CheckoutOrderPaid_Items,
    CheckoutOrderPaidV3,
    Client,
    CommonFieldsV1,
    PaymentMethod,
)

with Client(common=CommonFieldsV1(service="billing/4.12"), strict=True) as client:
    client.send(
        CheckoutOrderPaidV3(
            order_id="A-17",
            user_id=uuid.UUID("${user}"),
            payment_method=PaymentMethod.CARD,
            amount=Decimal("4.90"),
            currency="EUR",
            items=[CheckoutOrderPaid_Items(service="top", days=7, amount=Decimal("4.90"))],
        )
    )
`,
  wrong: {
    'a field has another type': {
      change: [`uuid.UUID("${user}")`, '17'],
      refusedBy: 'tool',
      says: /"user_id" to "CheckoutOrderPaidV3" has incompatible type "int"; expected "UUID"/u,
    },
    'a field of an object has another type': {
      change: ['days=7', 'days="7"'],
      refusedBy: 'tool',
      says: /"days" to "CheckoutOrderPaid_Items" has incompatible type "str"; expected "int"/u,
    },
    'a required field is missing': {
      change: ['amount=Decimal("4.90"),\n', '\n'],
      refusedBy: 'tool',
      says: /Missing named argument "amount" for "CheckoutOrderPaidV3"/u,
    },
    'a value is not allowed': {
      change: ['"EUR"', '"XTS"'],
      refusedBy: 'tool',
      says: /"currency" to "CheckoutOrderPaidV3" has incompatible type "Literal\['XTS'\]"; expected "Literal\['EUR', /u,
    },
    'a constant does not exist': {
      change: ['PaymentMethod.CARD', 'PaymentMethod.BARTER'],
      refusedBy: 'tool',
      says: /"type\[PaymentMethod\]" has no attribute "BARTER"/u,
    },
    'a field does not exist': {
      change: ['order_id="A-17",', 'order_id="A-17", colour="red",'],
      refusedBy: 'tool',
      says: /Unexpected keyword argument "colour" for "CheckoutOrderPaidV3"/u,
    },
    'an event is not one of this environment': {
      change: ['CheckoutOrderPaidV3', 'CheckoutStartedV1'],
      refusedBy: 'tool',
      says: /Module "classifieds_events_site_backend" has no attribute "CheckoutStartedV1"/u,
    },
    'a text is too short': {
      change: ['order_id="A-17"', 'order_id=""'],
      refusedBy: 'run',
      says: /InvalidEventError: order_id .*at least 1/u,
    },
  },
};

/** The compiler sees types and names; what a constructor would ask for, `Build` does. */
const go: Programs = {
  right: `package main

import (
	"context"
	"log"
	"time"

	sitebackend "git.classifieds.example/events/events-site-backend"
	"git.classifieds.example/events/events-site-backend/eventbook"
)

func main() {
	common, err := sitebackend.CommonFieldsV1().SetService("billing/4.12").Build()
	if err != nil {
		log.Fatal(err)
	}
	client, err := sitebackend.NewClient(eventbook.Options{Common: common, Strict: true})
	if err != nil {
		log.Fatal(err)
	}
	item := new(sitebackend.CheckoutOrderPaid_Items).SetService("top").SetDays(7).SetAmount(eventbook.MustDecimal("4.90"))
	event, err := sitebackend.CheckoutOrderPaidV3().
		SetOrderId("A-17").
		SetUserId(eventbook.MustUUID("${user}")).
		SetPaymentMethod(sitebackend.PaymentMethod_Card).
		SetAmount(eventbook.MustDecimal("4.90")).
		SetCurrency("EUR").
		SetItems([]*sitebackend.CheckoutOrderPaid_Items{item}).
		Build()
	if err != nil {
		log.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := client.Send(ctx, event); err != nil {
		log.Fatal(err)
	}
	if err := client.Close(ctx); err != nil {
		log.Fatal(err)
	}
}
`,
  wrong: {
    'a field has another type': {
      change: [`eventbook.MustUUID("${user}")`, '17'],
      refusedBy: 'tool',
      says: /cannot use 17 .*UUID value in argument to .*SetUserId/u,
    },
    'a field of an object has another type': {
      change: ['SetDays(7)', 'SetDays("7")'],
      refusedBy: 'tool',
      says: /cannot use "7" .*int64 value in argument to .*SetDays/u,
    },
    'a required field is missing': {
      change: ['SetAmount(eventbook.MustDecimal("4.90")).\n', '\n'],
      refusedBy: 'run',
      says: /checkout\.order_paid version 3 cannot be built: .*amount.*required/u,
    },
    'a value is not allowed': {
      change: ['"EUR"', '"XTS"'],
      refusedBy: 'run',
      says: /checkout\.order_paid version 3 cannot be built: .*currency.*EUR/u,
    },
    'a constant does not exist': {
      change: ['PaymentMethod_Card', 'PaymentMethod_Barter'],
      refusedBy: 'tool',
      says: /undefined: sitebackend\.PaymentMethod_Barter/u,
    },
    'a field does not exist': {
      change: ['SetOrderId("A-17").', 'SetOrderId("A-17").SetColour("red").'],
      refusedBy: 'tool',
      says: /has no field or method SetColour/u,
    },
    'an event is not one of this environment': {
      change: ['CheckoutOrderPaidV3()', 'CheckoutStartedV1()'],
      refusedBy: 'tool',
      says: /undefined: sitebackend\.CheckoutStartedV1/u,
    },
    'a text is too short': {
      change: ['SetOrderId("A-17")', 'SetOrderId("")'],
      refusedBy: 'run',
      says: /checkout\.order_paid version 3 cannot be built: .*order_id.*1/u,
    },
  },
};

/** Nothing is compiled ahead: all of it is refused where the event is built. */
const php: Programs = {
  right: `<?php

declare(strict_types=1);

use Classifieds\\Events\\SiteBackend\\CheckoutOrderPaid_Items;
use Classifieds\\Events\\SiteBackend\\CheckoutOrderPaidV3;
use Classifieds\\Events\\SiteBackend\\CommonFieldsV1;
use Classifieds\\Events\\SiteBackend\\Currency;
use Classifieds\\Events\\SiteBackend\\Langpack;
use Classifieds\\Events\\SiteBackend\\PaymentMethod;
use Classifieds\\Events\\SiteBackend\\Runtime;

require 'vendor/autoload.php';

$common = CommonFieldsV1::builder()->setService('billing/4.12')->build();
$client = Langpack::client(new Runtime\\Options(common: $common, strict: true));
$item = (new CheckoutOrderPaid_Items())->setService('top')->setDays(7)->setAmount('4.90');
$client->send(CheckoutOrderPaidV3::builder()
    ->setOrderId('A-17')
    ->setUserId('${user}')
    ->setPaymentMethod(PaymentMethod::Card)
    ->setAmount('4.90')
    ->setCurrency(Currency::from('EUR'))
    ->setItems([$item])
    ->build());
$client->close();
`,
  wrong: {
    'a field has another type': {
      change: [`setUserId('${user}')`, 'setUserId(17)'],
      refusedBy: 'run',
      says: /setUserId\(\): Argument #1 \(\$value\) must be of type string, int given/u,
    },
    'a field of an object has another type': {
      change: ['setDays(7)', "setDays('7')"],
      refusedBy: 'run',
      says: /setDays\(\): Argument #1 \(\$value\) must be of type int, string given/u,
    },
    'a required field is missing': {
      change: ["    ->setAmount('4.90')\n", ''],
      refusedBy: 'run',
      says: /checkout\.order_paid version 3 cannot be built: .*amount.*required/u,
    },
    'a value is not allowed': {
      change: ["'EUR'", "'XTS'"],
      refusedBy: 'run',
      says: /"XTS" is not a valid backing value for enum "?Classifieds\\Events\\SiteBackend\\Currency/u,
    },
    'a constant does not exist': {
      change: ['PaymentMethod::Card', 'PaymentMethod::Barter'],
      refusedBy: 'run',
      says: /Undefined constant .*PaymentMethod::Barter/u,
    },
    'a field does not exist': {
      change: ["->setOrderId('A-17')", "->setOrderId('A-17')->setColour('red')"],
      refusedBy: 'run',
      says: /Call to undefined method .*CheckoutOrderPaidV3Builder::setColour\(\)/u,
    },
    'an event is not one of this environment': {
      change: ['CheckoutOrderPaidV3', 'CheckoutStartedV1'],
      refusedBy: 'run',
      says: /Class "Classifieds\\Events\\SiteBackend\\CheckoutStartedV1" not found/u,
    },
    'a text is too short': {
      change: ["setOrderId('A-17')", "setOrderId('')"],
      refusedBy: 'run',
      says: /checkout\.order_paid version 3 cannot be built: .*order_id.*1/u,
    },
  },
};

export const programsOf: Readonly<Record<Language, Programs>> = { typescript, python, php, go };
