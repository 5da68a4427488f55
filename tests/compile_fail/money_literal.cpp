// expect: ('<throw-expression>'|consteval function 'connectpsp::operator""_brl') is not a constant expression
#include <connectpsp/core/money.hpp>

using namespace connectpsp::literals;

constexpr auto amount = 0.001_brl; // a tenth of a centavo
