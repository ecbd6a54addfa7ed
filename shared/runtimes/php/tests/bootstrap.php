<?php

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    foreach (['Eventbook\\Langpack\\Tests\\' => __DIR__, 'Eventbook\\Langpack\\' => dirname(__DIR__)] as $prefix => $folder) {
        $path = $folder . '/' . substr($class, strlen($prefix)) . '.php';
        if (str_starts_with($class, $prefix) && is_file($path)) {
            require $path;
            return;
        }
    }
});
