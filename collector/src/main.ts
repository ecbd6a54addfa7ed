process.stdout.write('eventbook\n');
