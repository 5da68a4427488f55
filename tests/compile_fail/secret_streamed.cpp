// expect: (no match for 'operator<<'|invalid operands to binary expression).*connectpsp::secret
#include <connectpsp/core/secret.hpp>

#include <iostream>

void print(connectpsp::secret const& value) { std::cout << value; }
