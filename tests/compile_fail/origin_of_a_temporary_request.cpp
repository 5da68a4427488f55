// expect: deleted (member )?function
#include <connectpsp/http/request.hpp>

auto const host = connectpsp::request{}.origin().host;
