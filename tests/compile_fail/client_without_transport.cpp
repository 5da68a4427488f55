// expect: connectpsp: a transport is callable with a `request const&` and gives back `result<response>`
#include <connectpsp/flow/client.hpp>

#include <string>

struct fetcher {
    std::string operator()(connectpsp::request const&) { return {}; }
};

connectpsp::client<fetcher> over(connectpsp::session& session) { return {session, fetcher{}}; }
