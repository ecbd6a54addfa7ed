<?php

// Says what in the PHP files of some folders is newer than PHP 8.1, the oldest that langpacks run on. It looks at the
// syntax tree, as there is no PHP 8.1 to ask.

declare(strict_types=1);

use PhpParser\Node;
use PhpParser\NodeFinder;

require 'PhpParser/autoload.php';

const NEWER_NAMES = [
    'json_validate', 'mb_str_pad', 'mb_trim', 'mb_ltrim', 'mb_rtrim', 'mb_ucfirst', 'mb_lcfirst', 'str_increment',
    'str_decrement', 'ini_parse_quantity', 'memory_reset_peak_usage', 'curl_upkeep', 'openssl_cipher_key_length',
    'stream_context_set_options', 'array_find', 'array_find_key', 'array_any', 'array_all', 'array_first', 'array_last',
    'fpow', 'bcdivmod', 'bcceil', 'bcfloor', 'bcround', 'request_parse_body',
];

function complaints(Node $node): iterable
{
    if ($node instanceof Node\Stmt\Class_ && ($node->flags & Node\Stmt\Class_::MODIFIER_READONLY) !== 0) {
        yield 'a readonly class (8.2)';
    }
    if ($node instanceof Node\Stmt\Trait_ && $node->getConstants() !== []) {
        yield 'a constant in a trait (8.2)';
    }
    if ($node instanceof Node\UnionType) {
        foreach ($node->types as $type) {
            if ($type instanceof Node\IntersectionType) {
                yield 'a union of intersections (8.2)';
            }
        }
    }
    foreach (['returnType', 'type'] as $place) {
        $type = $node->$place ?? null;
        if ($type instanceof Node\Identifier && in_array($type->toLowerString(), ['true', 'false', 'null'], true)) {
            yield "{$type->toString()} as a type of its own (8.2)";
        }
    }
    if ($node instanceof Node\Stmt\ClassConst && ($node->type ?? null) !== null) {
        yield 'a typed constant (8.3)';
    }
    if ($node instanceof Node\Expr\FuncCall && $node->name instanceof Node\Name) {
        $name = $node->name->toLowerString();
        if (in_array($name, NEWER_NAMES, true)) {
            yield "$name()";
        }
    }
    if ($node instanceof Node\Name && str_starts_with($node->toLowerString(), 'random\\')) {
        yield "{$node->toString()} (8.2)";
    }
}

$lexer = new PhpParser\Lexer\Emulative(['phpVersion' => '8.1']);
$parser = (new PhpParser\ParserFactory())->create(PhpParser\ParserFactory::ONLY_PHP7, $lexer);
$finder = new NodeFinder();
$files = 0;
$found = 0;
foreach (array_slice($argv, 1) as $folder) {
    foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator($folder)) as $file) {
        if ($file->getExtension() !== 'php') {
            continue;
        }
        $files++;
        foreach ($finder->findInstanceOf($parser->parse(file_get_contents($file->getPathname())), Node::class) as $node) {
            foreach (complaints($node) as $complaint) {
                $found++;
                echo "{$file->getPathname()}:{$node->getStartLine()}: $complaint is newer than PHP 8.1\n";
            }
        }
    }
}
if ($files === 0) {
    echo "No PHP file was found.\n";
}
exit($files > 0 && $found === 0 ? 0 : 1);
