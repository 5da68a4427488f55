// expect: (no match for 'operator<<'|invalid operands to binary expression).*connectpsp::(v[0-9_]+::)?secret
#include <connectpsp/core/secret.hpp>

#include <iostream>

void print(connectpsp::secret const& value) { std::cout << value; }
