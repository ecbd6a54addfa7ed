/** See ../sending.ts. */
export const phpSending = `<?php
declare(strict_types=1);
namespace Classifieds\\Events\\SiteBackend;
require 'vendor/autoload.php';

$common = CommonFieldsV1::builder()->setService('billing/4.12')->build();
$client = Langpack::client(new Runtime\\Options(common: $common));
$rate = static function (callable $one): float {
    $most = 0.0;
    for ($round = 0; $round < 5; $round++) {
        $began = hrtime(true);
        for ($count = 0; $count < 20000; $count++) {
            $one($count);
        }
        $most = max($most, 20000 / ((hrtime(true) - $began) / 1e9));
    }
    return $most;
};

$langpack = $rate(static function (int $count) use ($client): void {
    $client->send(CheckoutOrderPaidV3::builder()
        ->setOrderId("A-$count")
        ->setUserId('5d9c68c6-c50e-4d3d-a2f9-54f691206e5b')
        ->setPaymentMethod(PaymentMethod::Card)
        ->setAmount('4.90')
        ->setCurrency(Currency::Eur)
        ->setItems([(new CheckoutOrderPaid_Items())->setService('top')->setDays(7)->setAmount('4.90')])
        ->build());
});
$queue = [];
$byHand = $rate(static function (int $count) use (&$queue): void {
    $queue[] = json_encode([
        'event' => 'checkout.order_paid', 'version' => 3, 'event_time' => (int) (microtime(true) * 1e6),
        'environment_version' => 1, 'langpack' => 'php/0.1.0', 'sequence' => 1,
        'fields' => [
            'order_id' => "A-$count", 'user_id' => '5d9c68c6-c50e-4d3d-a2f9-54f691206e5b', 'payment_method' => 'card',
            'amount' => '4.90', 'currency' => 'EUR', 'items' => [['service' => 'top', 'days' => 7, 'amount' => '4.90']],
            'service' => 'billing/4.12',
        ],
    ]);
    if (count($queue) === 500) {
        $queue = [];
    }
});
echo json_encode(['langpack' => $langpack, 'byHand' => $byHand]);
`;
