// expect: a member of this type can only be written
#include <connectpsp/api/cash_out.hpp>

int main() { return connectpsp::decode<connectpsp::create_cash_out>("{}").has_value(); }
