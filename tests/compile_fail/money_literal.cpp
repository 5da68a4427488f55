// expect: non-.?constexpr.? function '.*amount_is_not_a_whole_number_of_centavos_within_64_bits
#include <connectpsp/core/money.hpp>

using namespace connectpsp::literals;

constexpr auto amount = 0.001_brl; // a tenth of a centavo
